package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped mapping of Salesforce; business days are Tokyo's, 9 hours ahead of the export's instants. */
class SalesforceMappingTest {

    @TempDir
    Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder);
    }

    @Test
    void leadsBecomeOpportunitiesAndDealsByTheExportsOwnFlags() {
        warehouse
                .lands(
                        "salesforce/dt=2026-07-01/lead.csv",
                        "id,created_date,_fivetran_synced,is_converted,converted_opportunity_id,converted_account_id,lead_source,owner_id,is_deleted,master_record_id,company",
                        "00Q1,2026-06-01 10:00:00,2026-06-30 01:00:00,TRUE,0061,0011,Web,005A,FALSE,,Acme",
                        "00Q2,2026-06-02 9:00:00,2026-06-30 1:00:00.500,FALSE,,,Web,005A,TRUE,00Q1,Acme",
                        "00Q3,2026-06-03 10:00:00,2026-06-30 01:00:00,FALSE,,,Event,005B,FALSE,,Beta")
                .lands(
                        "salesforce/dt=2026-07-01/opportunity.csv",
                        "id,created_date,_fivetran_synced,amount,close_date,is_won,is_closed,is_deleted,stage_name,account_id,owner_id,name",
                        "0061,2026-06-05 16:00:00,2026-06-29 01:00:00,1200.5,2026-06-20 00:00:00,true,true,false,成約,0011,005A,First",
                        "0062,2026-06-06 10:00:00,2026-06-30 01:00:00,300,2026-06-21 00:00:00,false,true,false,失注,0012,005A,Second",
                        "0063,2026-06-07 10:00:00,2026-06-30 01:00:00,,9999-12-31 00:00:00,false,false,false,Proposal,0013,005B,Third",
                        "0064,2026-06-08 10:00:00,2026-06-30 01:00:00,70,2026-08-31 00:00:00,false,false,true,Proposal,0013,005B,Gone")
                .lands(
                        "salesforce/dt=2026-07-01/opportunity_line_item.csv",
                        "id,opportunity_id,product_2_id,total_price,is_deleted,_fivetran_synced",
                        "00k1,0061,01tA,200.5,false,2026-06-29 01:00:00",
                        "00k2,0061,01tB,1000,false,2026-06-29 01:00:00",
                        "00k3,0061,01tC,5000,true,2026-06-29 01:00:00");

        warehouse.night("2026-07-01");

        assertThat(warehouse.rows("raw.rejected", "path", "column", "text")).isEmpty();
        assertThat(warehouse.rows(
                        "raw.leads", "lead_id", "created_at", "status", "account_id", "merged_into_id", "is_deleted"))
                .containsExactly(
                        "00Q1|2026-06-01 10:00:00|qualified|0011|-|false",
                        "00Q2|2026-06-02 09:00:00|open|-|00Q1|true",
                        "00Q3|2026-06-03 10:00:00|open|-|-|false");
        assertThat(warehouse.rows(
                        "raw.opportunities",
                        "opportunity_id",
                        "lead_id",
                        "product_id",
                        "stage",
                        "stage_name",
                        "expected_close_date",
                        "closed_at",
                        "updated_at",
                        "is_deleted"))
                .containsExactly(
                        // 20 June begins in Tokyo at 15:00 UTC of the 19th; the lead's version is the latest of three.
                        "0061|00Q1|01tB|won|成約|-|2026-06-19 15:00:00|2026-06-30 01:00:00|false",
                        "0062|-|-|lost|失注|-|2026-06-20 15:00:00|2026-06-30 01:00:00|false",
                        "0063|-|-|open|Proposal|-|-|2026-06-30 01:00:00|false",
                        "0064|-|-|open|Proposal|2026-08-31|-|2026-06-30 01:00:00|true");
        assertThat(warehouse.rows(
                        "raw.deals", "deal_id", "opportunity_id", "lead_id", "signed_at", "amount", "is_deleted"))
                .contains(
                        "0061|0061|00Q1|2026-06-19 15:00:00|1200.50|false",
                        // No deal: the day it was made stands for the day it was never signed.
                        "0062|0062|-|2026-06-05 15:00:00|300.00|true")
                .filteredOn(row -> row.endsWith("false"))
                .hasSize(1);
    }

    @Test
    void aLeadThatComesWithALaterDropIsLinkedThoughItsOpportunityDidNotChange() {
        String[] opportunity = {
            "id,created_date,_fivetran_synced,amount,close_date,is_won,is_closed,stage_name",
            "0061,2026-06-05 10:00:00,2026-06-29 01:00:00,5,2026-08-20 00:00:00,false,false,New"
        };
        warehouse
                .lands("salesforce/dt=2026-07-01/opportunity.csv", opportunity)
                .lands("salesforce/dt=2026-07-02/opportunity.csv", opportunity)
                .lands(
                        "salesforce/dt=2026-07-02/lead.csv",
                        "id,created_date,_fivetran_synced,is_converted,converted_opportunity_id",
                        "00Q1,2026-06-01 10:00:00,2026-07-01 01:00:00,true,0061")
                .lands("salesforce/dt=2026-07-03/opportunity.csv", opportunity);

        warehouse.night("2026-07-03");

        assertThat(warehouse.rows("raw.opportunities", "lead_id", "updated_at"))
                .containsExactly("-|2026-06-29 01:00:00", "00Q1|2026-07-01 01:00:00");
    }

    @Test
    void meetingsActivitiesHistoryAndDimensions() {
        warehouse
                .lands(
                        "salesforce/dt=2026-07-01/event.csv",
                        "id,_fivetran_synced,what_id,who_id,account_id,owner_id,start_date_time,event_subtype,is_child,is_deleted",
                        "00U1,2026-06-20 00:00:00,0061,0031,0011,005A,2026-06-25 05:00:00,Event,FALSE,FALSE",
                        "00U2,2026-06-20 00:00:00,0061,0031,0011,005B,2026-06-25 05:00:00,Event,TRUE,FALSE",
                        "00U3,2026-06-20 00:00:00,0061,0031,0011,005A,2026-06-26 05:00:00,Event,FALSE,TRUE",
                        "00U4,2026-06-20 00:00:00,0011,00Q1,,005A,2026-06-27 05:00:00,Event,FALSE,FALSE")
                .lands(
                        "salesforce/dt=2026-07-01/task.csv",
                        "id,_fivetran_synced,what_id,who_id,owner_id,activity_date,completed_date_time,task_subtype,status,is_deleted",
                        "00T1,2026-06-20 00:00:00,7011,00Q1,005A,2026-06-18 00:00:00,2026-06-19 03:00:00,Call,Completed,FALSE",
                        "00T2,2026-06-20 00:00:00,,00Q1,005A,2026-07-18 00:00:00,,Task,Open,FALSE")
                .lands(
                        "salesforce/dt=2026-07-01/opportunity_history.csv",
                        "id,_fivetran_start,_fivetran_end,_fivetran_active,_fivetran_synced,stage_name,amount,close_date,is_deleted",
                        "0061,2026-06-05 10:00:00,2026-06-10 00:59:59,false,2026-06-10 01:00:00,New,10,2026-07-31 00:00:00,false",
                        "0061,2026-06-10 01:00:00,9999-12-31 23:59:59,true,2026-06-10 01:00:00,Offer,12,9999-12-31 00:00:00,false")
                .lands(
                        "salesforce/dt=2026-07-01/account.csv",
                        "id,_fivetran_synced,name,industry,number_of_employees,billing_country,parent_id,master_record_id,is_deleted",
                        "0011,2026-06-20 00:00:00,Acme,IT,50,JP,0019,,false",
                        "0012,2026-06-20 00:00:00,Acme KK,IT,,JP,,0011,true")
                .lands(
                        "salesforce/dt=2026-07-01/user.csv",
                        "id,_fivetran_synced,_fivetran_deleted,name,department,manager_id,user_role_id,is_active",
                        "005A,2026-06-20 00:00:00,false,Ada,Inside Sales,005B,00E1,false",
                        "005B,2026-06-20 00:00:00,true,Bob,Ops,,,true")
                .lands("salesforce/dt=2026-07-01/user_role.csv", "id,name", "00E1,East")
                .lands(
                        "salesforce/dt=2026-07-01/campaign.csv",
                        "id,_fivetran_synced,name,type,start_date,end_date,is_deleted",
                        "7011,2026-06-20 00:00:00,Summer,Webinar,2026-06-01 00:00:00,9999-12-31 00:00:00,false")
                .lands(
                        "salesforce/dt=2026-07-01/product_2.csv",
                        "id,_fivetran_synced,name,family,is_deleted",
                        "01tA,2026-06-20 00:00:00,Basic,Core,FALSE");

        warehouse.night("2026-07-01");

        assertThat(warehouse.rows("raw.rejected", "path", "column", "text")).isEmpty();
        assertThat(warehouse.rows("raw.meetings", "meeting_id", "opportunity_id", "rep_id", "held_at", "is_deleted"))
                .containsExactly(
                        "00U1|0061|005A|2026-06-25 05:00:00|false",
                        // A colleague's copy, one that was deleted, and one about an account: no meetings.
                        "00U2|0061|005B|2026-06-25 05:00:00|true",
                        "00U3|0061|005A|2026-06-26 05:00:00|true",
                        "00U4|0011|005A|2026-06-27 05:00:00|true");
        assertThat(warehouse.rows(
                        "raw.activities",
                        "activity_id",
                        "occurred_at",
                        "kind",
                        "lead_id",
                        "opportunity_id",
                        "account_id",
                        "campaign_id",
                        "is_deleted"))
                .containsExactly(
                        "00T1|2026-06-19 03:00:00|call|00Q1|-|-|7011|false",
                        "00T2|2026-07-17 15:00:00|task|00Q1|-|-|-|false",
                        "00U1|2026-06-25 05:00:00|event|-|0061|0011|-|false",
                        "00U2|2026-06-25 05:00:00|event|-|0061|0011|-|true",
                        "00U3|2026-06-26 05:00:00|event|-|0061|0011|-|true",
                        "00U4|2026-06-27 05:00:00|event|00Q1|-|0011|-|false");
        assertThat(warehouse.rows("raw.stage_changes", "changed_at", "stage_name", "amount", "expected_close_date"))
                .containsExactly("2026-06-05 10:00:00|New|10.00|2026-07-31", "2026-06-10 01:00:00|Offer|12.00|-");
        assertThat(warehouse.rows(
                        "raw.accounts",
                        "account_id",
                        "employee_count",
                        "parent_account_id",
                        "merged_into_id",
                        "is_deleted"))
                .containsExactly("0011|50|0019|-|false", "0012|-|-|0011|true");
        assertThat(warehouse.rows("raw.employees", "employee_id", "department", "team", "manager_id", "is_deleted"))
                .containsExactly("005A|inside_sales|East|005B|false", "005B|-|-|-|true");
        assertThat(warehouse.rows("raw.campaigns", "name", "medium", "started_on", "ended_on"))
                .containsExactly("Summer|Webinar|2026-06-01|-");
        assertThat(warehouse.rows("raw.products", "product_id", "name", "family"))
                .containsExactly("01tA|Basic|Core");
    }

    @Test
    void aMeetingGoesWithWhatMadeItOne() {
        String header = "id,_fivetran_synced,what_id,start_date_time,is_child,is_recurrence";
        warehouse
                .lands(
                        "salesforce/dt=2026-07-01/event.csv",
                        header,
                        "00U1,2026-06-30 00:00:00,0061,2026-06-25 05:00:00,FALSE,FALSE",
                        "00U2,2026-06-30 00:00:00,0061,2026-06-25 05:00:00,FALSE,FALSE",
                        "00U3,2026-06-30 00:00:00,0061,2026-06-25 05:00:00,FALSE,FALSE")
                .lands(
                        "salesforce/dt=2026-07-01/task.csv",
                        "id,_fivetran_synced,activity_date,is_recurrence",
                        "00T1,2026-06-30 00:00:00,2026-06-18 00:00:00,FALSE")
                .lands(
                        "salesforce/dt=2026-07-02/event.csv",
                        header,
                        "00U1,2026-07-01 00:00:00,0011,2026-06-25 05:00:00,FALSE,FALSE",
                        "00U2,2026-07-01 00:00:00,,2026-06-25 05:00:00,FALSE,FALSE",
                        "00U3,2026-07-01 00:00:00,0061,2026-06-25 05:00:00,FALSE,TRUE")
                .lands(
                        "salesforce/dt=2026-07-02/task.csv",
                        "id,_fivetran_synced,activity_date,is_recurrence",
                        "00T1,2026-07-01 00:00:00,2026-06-18 00:00:00,TRUE");

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows("raw.rejected", "path", "column", "text")).isEmpty();
        assertThat(warehouse.rows("raw.meetings", "meeting_id", "updated_at", "opportunity_id", "is_deleted"))
                .containsExactly(
                        "00U1|2026-06-30 00:00:00|0061|false",
                        "00U1|2026-07-01 00:00:00|0011|true",
                        "00U2|2026-06-30 00:00:00|0061|false",
                        "00U2|2026-07-01 00:00:00|00U2|true",
                        "00U3|2026-06-30 00:00:00|0061|false",
                        "00U3|2026-07-01 00:00:00|0061|true");
        assertThat(warehouse.rows("raw.activities", "activity_id", "updated_at", "is_deleted"))
                .containsExactly(
                        "00T1|2026-06-30 00:00:00|false",
                        "00T1|2026-07-01 00:00:00|true",
                        "00U1|2026-06-30 00:00:00|false",
                        "00U1|2026-07-01 00:00:00|false",
                        "00U2|2026-06-30 00:00:00|false",
                        "00U2|2026-07-01 00:00:00|false",
                        "00U3|2026-06-30 00:00:00|false",
                        "00U3|2026-07-01 00:00:00|true");
    }

    @Test
    void everyRowOfTheRealExportLayoutIsTaken() throws IOException {
        Path data = Path.of(System.getProperty("real.data", "../shared/data")).resolve("fivetran_dbt_salesforce");
        assumeThat(data).as("the real data lies beside the project").exists();
        try (Stream<Path> files = Files.list(data)) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(".csv")).toList()) {
                warehouse.landsBytes("salesforce/dt=2026-07-01/" + file.getFileName(), Files.readAllBytes(file));
            }
        }

        warehouse.night("2026-07-01");

        assertThat(warehouse.rows("ops.file", "feed", "refused_reason", "rows_mapped", "rejected"))
                .isEqualTo(List.of(
                        "accounts|-|10|0",
                        // Ten accounts of the history, three of which ended.
                        "accounts|-|13|0",
                        "activities|-|10|0",
                        "activities|-|10|0",
                        "deals|-|10|0",
                        "employees|-|10|0",
                        "leads|-|1|0",
                        "meetings|-|10|0",
                        "opportunities|-|10|0",
                        "products|-|2|0",
                        "stage_changes|-|10|0"));
        assertThat(warehouse.rows("raw.opportunities", "is_deleted"))
                .hasSize(10)
                .containsOnly("true");
        assertThat(warehouse.rows("raw.meetings", "is_deleted"))
                .as("none of the events is about an opportunity that has Salesforce's own kind of id")
                .hasSize(10)
                .containsOnly("true");
    }
}
