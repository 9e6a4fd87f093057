package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.themodel.config.ChannelRules;
import dev.themodel.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped mapping of HubSpot. */
class HubspotMappingTest {

    @TempDir
    Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder);
    }

    @Test
    void stagesMergesAndDeletionsAreWhatTheExportsOwnTablesSay() {
        warehouse
                .lands(
                        "hubspot/dt=2026-07-01/contact.csv",
                        "id,_fivetran_deleted,_fivetran_synced,property_createdate,property_email,property_hs_merged_object_ids,property_hs_analytics_source",
                        "101,FALSE,2026-06-30 4:16:23,2026-06-01 10:00:00,a@example.com,103;101,ORGANIC_SEARCH",
                        "102,TRUE,2026-06-30 04:16:23,1781067600000,b@example.com,,",
                        "103,FALSE,2026-06-30 04:16:23,2026-06-02 10:00:00,c@example.com,,")
                .lands(
                        "hubspot/dt=2026-07-01/contact_merge_audit.csv",
                        "canonical_vid,vid_to_merge,_fivetran_synced",
                        "101,102,2026-06-30 05:00:00")
                .lands(
                        "hubspot/dt=2026-07-01/deal.csv",
                        "deal_id,is_deleted,_fivetran_synced,deal_pipeline_stage_id,owner_id,property_dealname,property_amount,property_closedate,property_createdate",
                        "1,false,2026-06-30 01:00:00,77,9,One,1000,2026-06-20 03:00:00,2026-06-05 10:00:00",
                        "2,false,2026-06-30 01:00:00,78,9,Two,50,2026-06-21 03:00:00,2026-06-06 10:00:00",
                        "3,false,2026-06-30 01:00:00,79,9,Three,20,9999-12-31 00:00:00,2026-06-07 10:00:00",
                        "4,false,2026-06-30 01:00:00,77,9,Four,10,2026-06-22 03:00:00,2026-06-08 10:00:00")
                .lands(
                        "hubspot/dt=2026-07-01/deal_pipeline_stage.csv",
                        "stage_id,label,closed_won,is_closed",
                        "77,Verloren,TRUE,TRUE",
                        "78,Closed Won,FALSE,TRUE",
                        "79,Angebot,FALSE,FALSE")
                .lands(
                        "hubspot/dt=2026-07-01/deal_contact.csv",
                        "deal_id,contact_id,_fivetran_synced",
                        "1,1002,2026-06-30 02:00:00",
                        "1,101,2026-06-30 02:00:00")
                .lands(
                        "hubspot/dt=2026-07-01/merged_deal.csv",
                        "deal_id,merged_deal_id,_fivetran_synced",
                        "1,4,2026-06-30 03:00:00")
                .lands(
                        "hubspot/dt=2026-07-01/deal_stage.csv",
                        "deal_id,date_entered,value,_fivetran_start,_fivetran_end,_fivetran_synced",
                        "1,2026-06-05 10:00:00,79,2026-06-05 10:00:00,2026-06-20 02:59:59,2026-06-30 01:00:00",
                        "1,2026-06-20 03:00:00,77,2026-06-20 03:00:00,2050-01-01 00:00:00,2026-06-30 01:00:00");

        warehouse.night("2026-07-01");

        assertThat(warehouse.rows("raw.rejected", "path", "column", "text")).isEmpty();
        assertThat(warehouse.rows(
                        "raw.leads", "lead_id", "created_at", "updated_at", "medium", "merged_into_id", "is_deleted"))
                .containsExactly(
                        "101|2026-06-01 10:00:00|2026-06-30 04:16:23|organic|-|false",
                        "102|2026-06-10 05:00:00|2026-06-30 05:00:00|-|101|true",
                        "103|2026-06-02 10:00:00|2026-06-30 04:16:23|-|101|false");
        assertThat(warehouse.rows(
                        "raw.opportunities",
                        "opportunity_id",
                        "lead_id",
                        "stage",
                        "stage_name",
                        "expected_close_date",
                        "closed_at",
                        "updated_at",
                        "is_deleted"))
                .containsExactly(
                        "1|101|won|Verloren|-|2026-06-20 03:00:00|2026-06-30 02:00:00|false",
                        "2|-|lost|Closed Won|-|2026-06-21 03:00:00|2026-06-30 01:00:00|false",
                        "3|-|open|Angebot|-|-|2026-06-30 01:00:00|false",
                        "4|-|won|Verloren|-|2026-06-22 03:00:00|2026-06-30 03:00:00|true");
        assertThat(warehouse.rows("raw.deals", "deal_id", "lead_id", "signed_at", "amount", "is_deleted"))
                .containsExactly(
                        "1|101|2026-06-20 03:00:00|1000.00|false",
                        "2|-|2026-06-06 10:00:00|50.00|true",
                        "3|-|2026-06-07 10:00:00|20.00|true",
                        "4|-|2026-06-22 03:00:00|10.00|true");
        assertThat(warehouse.rows("raw.stage_changes", "opportunity_id", "changed_at", "stage_name"))
                .containsExactly("1|2026-06-05 10:00:00|Angebot", "1|2026-06-20 03:00:00|Verloren");
    }

    @Test
    void everySourceOfHubspotsOwnIsAChannel() {
        Map<String, String> channels = Map.of(
                "ORGANIC_SEARCH", "organic_search",
                "PAID_SEARCH", "paid_search",
                "EMAIL_MARKETING", "email",
                "SOCIAL_MEDIA", "organic_social",
                "PAID_SOCIAL", "paid_social",
                "REFERRALS", "referral",
                "AI_REFERRALS", "referral",
                "DIRECT_TRAFFIC", "direct",
                // Of these two HubSpot itself says no more.
                "OTHER_CAMPAIGNS", "other",
                "OFFLINE", "other");
        warehouse.lands(
                "hubspot/dt=2026-07-01/contact.csv",
                "id,_fivetran_synced,property_createdate,property_hs_analytics_source\n"
                        + channels.keySet().stream()
                                .map(source -> source + ",2026-06-30 01:00:00,2026-06-01 10:00:00," + source)
                                .collect(Collectors.joining("\n")));

        warehouse.night("2026-07-01");

        ChannelRules rules = Settings.shipped().channels();
        assertThat(warehouse.rows("raw.leads", "lead_id", "coalesce(source, '')", "coalesce(medium, '')").stream()
                        .map(row -> row.split("\\|", -1))
                        .collect(Collectors.toMap(lead -> lead[0], lead -> rules.channel(lead[1], lead[2], null))))
                .isEqualTo(channels);
    }

    @Test
    void aDealInAStageThatNothingIsKnownOfIsToldOnlyIfItIsGone() {
        String[] deals = {
            "deal_id,is_deleted,_fivetran_synced,deal_pipeline_stage_id,property_closedate,property_createdate",
            "1,false,2026-06-30 01:00:00,77,2026-06-20 03:00:00,2026-06-05 10:00:00",
            "2,true,2026-06-30 01:00:00,77,2026-06-21 03:00:00,2026-06-06 10:00:00",
            "3,false,2026-06-30 01:00:00,77,2026-06-22 03:00:00,2026-06-07 10:00:00",
            "4,false,2026-06-30 01:00:00,,2026-06-23 03:00:00,2026-06-08 10:00:00"
        };
        warehouse
                .lands("hubspot/dt=2026-07-01/deal.csv", deals)
                .lands("hubspot/dt=2026-07-01/deal_pipeline_stage.csv", "stage_id,closed_won,is_closed", "77,TRUE,TRUE")
                // The same deals without their stages: the won one stays.
                .lands("hubspot/dt=2026-07-02/deal.csv", deals)
                .lands(
                        "hubspot/dt=2026-07-02/merged_deal.csv",
                        "deal_id,merged_deal_id,_fivetran_synced",
                        "1,3,2026-07-01 01:00:00");

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows("ops.file", "feed", "refused_reason", "rows_mapped", "rejected"))
                .containsExactlyInAnyOrder("deals|-|3|0", "deals|-|2|0", "opportunities|-|4|0", "opportunities|-|4|0");
        assertThat(warehouse.rows("raw.deals", "deal_id", "updated_at", "signed_at", "is_deleted"))
                .containsExactly(
                        "1|2026-06-30 01:00:00|2026-06-20 03:00:00|false",
                        "2|2026-06-30 01:00:00|2026-06-06 10:00:00|true",
                        "2|2026-06-30 01:00:00|2026-06-21 03:00:00|true",
                        "3|2026-06-30 01:00:00|2026-06-22 03:00:00|false",
                        "3|2026-07-01 01:00:00|2026-06-07 10:00:00|true");
    }

    @Test
    void aMeetingOf1970IsSecondsReadAsMilliseconds() {
        warehouse
                .lands(
                        "hubspot/dt=2026-07-01/engagement_meeting.csv",
                        "engagement_id,_fivetran_synced,start_time,end_time,meeting_outcome",
                        // 1,583,517,600 seconds: 2020-03-06 18:00 UTC.
                        "51,2026-06-30 01:00:00,1970-01-19 07:51:57.600,1970-01-19 07:52:03,",
                        "52,2026-06-30 01:00:00,2026-06-10 05:00:00,2026-06-10 06:00:00,NO_SHOW",
                        "53,2026-06-30 01:00:00,1781067600000,,COMPLETED",
                        "55,2026-06-30 01:00:00,1969-12-31 05:00:00,,COMPLETED",
                        // Too far away for the rules of the feed, and no reason to refuse the others.
                        "56,2026-06-30 01:00:00,0001-01-01 00:00:00,,COMPLETED",
                        "54,2026-06-30 01:00:00,2026-06-11 05:00:00,,")
                .lands(
                        "hubspot/dt=2026-07-01/engagement_deal.csv",
                        "engagement_id,deal_id,_fivetran_synced",
                        "51,1,2026-06-30 01:00:00",
                        "52,1,2026-06-30 01:00:00",
                        "53,1,2026-06-30 01:00:00",
                        "53,2,2026-06-30 01:00:00",
                        "55,1,2026-06-30 01:00:00")
                .lands(
                        "hubspot/dt=2026-07-01/engagement_call.csv",
                        "engagement_id,_fivetran_deleted,_fivetran_synced,property_hs_timestamp,type",
                        "61,false,2026-06-30 01:00:00,2026-06-12 05:00:00,CALL")
                .lands("hubspot/dt=2026-07-01/engagement_contact.csv", "engagement_id,contact_id", "61,101")
                .lands(
                        "hubspot/dt=2026-07-01/company.csv",
                        "id,is_deleted,_fivetran_synced,property_name,property_country,property_hs_merged_object_ids",
                        "201,false,2026-06-30 4:16:23,Acme,Japan,202",
                        "202,true,2026-06-30 4:16:23,Acme KK,Japan,")
                .lands(
                        "hubspot/dt=2026-07-01/owner.csv",
                        "owner_id,_fivetran_synced,first_name,last_name,archived",
                        "9,2026-06-30 01:00:00,Ada,Lovelace,false",
                        "10,2026-06-30 01:00:00,Bob,,true")
                .lands(
                        "hubspot/dt=2026-07-01/owner_team.csv",
                        "owner_id,team_id,is_team_primary",
                        "9,1,false",
                        "9,2,true")
                .lands("hubspot/dt=2026-07-01/team.csv", "id,name", "1,East", "2,West");

        warehouse.night("2026-07-01");

        assertThat(warehouse.rows("raw.rejected", "feed", "column", "reason", "key"))
                .containsExactly("activities|occurred_at|out_of_range|[56]");
        assertThat(warehouse.rows("raw.meetings", "meeting_id", "scheduled_at", "held_at", "outcome"))
                .containsExactly(
                        "51:1|2020-03-06 18:00:00|2020-03-06 18:00:00|-",
                        "52:1|2026-06-10 05:00:00|-|no_show",
                        "53:1|2026-06-10 05:00:00|2026-06-10 05:00:00|held",
                        "53:2|2026-06-10 05:00:00|2026-06-10 05:00:00|held",
                        "55:1|1969-12-31 05:00:00|1969-12-31 05:00:00|held");
        assertThat(warehouse.rows("raw.activities", "activity_id", "occurred_at", "kind", "lead_id", "opportunity_id"))
                .containsExactly(
                        "51|2020-03-06 18:00:00|meeting|-|1",
                        "52|2026-06-10 05:00:00|meeting|-|1",
                        "53|2026-06-10 05:00:00|meeting|-|1",
                        "54|2026-06-11 05:00:00|meeting|-|-",
                        "55|1969-12-31 05:00:00|meeting|-|1",
                        "61|2026-06-12 05:00:00|call|101|-");
        assertThat(warehouse.rows("raw.accounts", "account_id", "name", "merged_into_id", "is_deleted"))
                .containsExactly("201|Acme|-|false", "202|Acme KK|201|true");
        assertThat(warehouse.rows("raw.employees", "employee_id", "name", "team", "is_deleted"))
                .containsExactly("10|Bob|-|true", "9|Ada Lovelace|West|false");
    }

    @Test
    void everyRowOfTheRealExportLayoutIsTaken() throws IOException {
        Path data = Path.of(System.getProperty("real.data", "../shared/data")).resolve("fivetran_dbt_hubspot");
        assumeThat(data).as("the real data lies beside the project").exists();
        try (Stream<Path> files = Files.list(data)) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(".csv")).toList()) {
                warehouse.landsBytes("hubspot/dt=2026-07-01/" + file.getFileName(), Files.readAllBytes(file));
            }
        }

        warehouse.night("2026-07-01");

        assertThat(warehouse.rows("ops.file", "feed", "refused_reason", "rows_mapped", "rejected"))
                .isEqualTo(List.of(
                        "accounts|-|24|0",
                        "activities|-|100|0",
                        "activities|-|1|0",
                        "activities|-|1|0",
                        "activities|-|1|0",
                        "activities|-|1|0",
                        "activities|-|2|0",
                        // Five forms, and the events of e-mails that HubSpot does not filter out.
                        "activities|-|5|0",
                        "activities|-|97|0",
                        "campaigns|-|100|0",
                        // No deal of the sample is in a stage.
                        "deals|-|0|0",
                        "employees|-|100|0",
                        "leads|-|22|0",
                        // No meeting of the sample is associated with a deal.
                        "meetings|-|0|0",
                        "opportunities|-|44|0",
                        "stage_changes|-|14|0"));
        assertThat(warehouse.rows("raw.activities", "occurred_at")).noneMatch(at -> at.startsWith("1970"));
    }
}
