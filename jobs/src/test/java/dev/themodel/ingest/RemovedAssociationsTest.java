package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped mappings where a record stays as it was and what it is joined with goes, or becomes another. */
class RemovedAssociationsTest {

    private Warehouse warehouse;

    @BeforeEach
    void open(@TempDir Path folder) {
        warehouse = new Warehouse(folder);
    }

    @Test
    void hubspotsDealLosesItsContactAndChangesItsCompany() {
        String[] deal = {
            "deal_id,_fivetran_synced,deal_pipeline_stage_id,property_closedate,property_createdate",
            "1,2026-06-30 01:00:00,77,2026-06-20 03:00:00,2026-06-05 10:00:00"
        };
        String[] stages = {"stage_id,label,closed_won,is_closed", "77,Won,TRUE,TRUE"};
        String header = "deal_id,%s,_fivetran_deleted,_fivetran_synced";
        warehouse
                .lands("hubspot/dt=2026-07-01/deal.csv", deal)
                .lands("hubspot/dt=2026-07-01/deal_pipeline_stage.csv", stages)
                .lands(
                        "hubspot/dt=2026-07-01/deal_contact.csv",
                        header.formatted("contact_id"),
                        "1,101,FALSE,2026-06-29 01:00:00")
                .lands(
                        "hubspot/dt=2026-07-01/deal_company.csv",
                        header.formatted("company_id"),
                        "1,201,FALSE,2026-06-29 01:00:00")
                .lands("hubspot/dt=2026-07-02/deal.csv", deal)
                .lands("hubspot/dt=2026-07-02/deal_pipeline_stage.csv", stages)
                .lands(
                        "hubspot/dt=2026-07-02/deal_contact.csv",
                        header.formatted("contact_id"),
                        "1,101,TRUE,2026-07-01 02:00:00")
                .lands(
                        "hubspot/dt=2026-07-02/deal_company.csv",
                        header.formatted("company_id"),
                        "1,201,TRUE,2026-07-01 3:00:00",
                        "1,202,FALSE,2026-06-29 01:00:00");

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows("raw.opportunities", "updated_at", "lead_id", "account_id"))
                .containsExactly("2026-06-30 01:00:00|101|201", "2026-07-01 03:00:00|-|202");
        assertThat(warehouse.rows("raw.deals", "updated_at", "lead_id", "account_id", "is_deleted"))
                .containsExactly("2026-06-30 01:00:00|101|201|false", "2026-07-01 03:00:00|-|202|false");
    }

    @Test
    void hubspotsActivitiesLoseWhomTheyWereWith() {
        String[] call = {
            "engagement_id,_fivetran_synced,property_hs_timestamp,type",
            "61,2026-06-30 01:00:00,2026-06-12 05:00:00,CALL"
        };
        String[] meeting = {"engagement_id,_fivetran_synced,start_time", "51,2026-06-30 01:00:00,2026-06-11 05:00:00"};
        String header = "engagement_id,%s,_fivetran_deleted,_fivetran_synced";
        for (String day : new String[] {"01", "02"}) {
            warehouse
                    .lands("hubspot/dt=2026-07-" + day + "/engagement_call.csv", call)
                    .lands("hubspot/dt=2026-07-" + day + "/engagement_meeting.csv", meeting);
        }
        warehouse
                .lands(
                        "hubspot/dt=2026-07-01/engagement_contact.csv",
                        header.formatted("contact_id"),
                        "61,101,FALSE,2026-06-29 01:00:00",
                        "51,101,FALSE,2026-06-29 01:00:00")
                .lands(
                        "hubspot/dt=2026-07-02/engagement_contact.csv",
                        header.formatted("contact_id"),
                        "61,101,TRUE,2026-07-01 01:00:00",
                        "51,101,FALSE,2026-06-29 01:00:00")
                .lands(
                        "hubspot/dt=2026-07-02/engagement_company.csv",
                        header.formatted("company_id"),
                        "51,201,FALSE,2026-07-01 02:00:00");

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows("raw.activities", "activity_id", "updated_at", "lead_id", "account_id"))
                .containsExactly(
                        "51|2026-06-30 01:00:00|101|-",
                        "51|2026-07-01 02:00:00|101|201",
                        "61|2026-06-30 01:00:00|101|-",
                        "61|2026-07-01 01:00:00|-|-");
    }

    @Test
    void hubspotsOwnerChangesTheTeamAndTheTeamItsName() {
        String[] owner = {"owner_id,_fivetran_synced,first_name,last_name", "9,2026-06-30 01:00:00,Ada,Lovelace"};
        String teams = "id,name,_fivetran_synced";
        String ofOwner = "owner_id,team_id,is_team_primary,_fivetran_synced";
        for (String day : new String[] {"01", "02", "03"}) {
            warehouse.lands("hubspot/dt=2026-07-" + day + "/owner.csv", owner);
        }
        warehouse
                .lands("hubspot/dt=2026-07-01/owner_team.csv", ofOwner, "9,1,true,2026-06-30 01:00:00")
                .lands("hubspot/dt=2026-07-01/team.csv", teams, "1,West,2026-06-30 01:00:00")
                .lands("hubspot/dt=2026-07-02/owner_team.csv", ofOwner, "9,2,true,2026-07-01 01:00:00")
                .lands(
                        "hubspot/dt=2026-07-02/team.csv",
                        teams,
                        "1,West,2026-06-30 01:00:00",
                        "2,East,2026-06-30 01:00:00")
                .lands("hubspot/dt=2026-07-03/owner_team.csv", ofOwner, "9,2,true,2026-07-01 01:00:00")
                .lands("hubspot/dt=2026-07-03/team.csv", teams, "2,Coast,2026-07-02 01:00:00");

        warehouse.night("2026-07-03");

        assertThat(warehouse.rows("raw.employees", "updated_at", "team"))
                .containsExactly("2026-06-30 01:00:00|West", "2026-07-01 01:00:00|East", "2026-07-02 01:00:00|Coast");
    }

    @Test
    void salesforcesOpportunityLosesItsLeadAndItsProductAndARoleItsName() {
        String[] opportunity = {
            "id,created_date,_fivetran_synced,amount,close_date,is_won,is_closed,stage_name",
            "0061,2026-06-05 10:00:00,2026-06-29 01:00:00,5,2026-06-20 00:00:00,true,true,Won"
        };
        String[] user = {"id,_fivetran_synced,name,user_role_id", "005A,2026-06-29 01:00:00,Ada,00E1"};
        String lead = "id,created_date,_fivetran_synced,is_converted,converted_opportunity_id,is_deleted";
        String line = "id,opportunity_id,product_2_id,total_price,is_deleted,_fivetran_synced";
        for (String day : new String[] {"01", "02"}) {
            warehouse
                    .lands("salesforce/dt=2026-07-" + day + "/opportunity.csv", opportunity)
                    .lands("salesforce/dt=2026-07-" + day + "/user.csv", user);
        }
        warehouse
                .lands(
                        "salesforce/dt=2026-07-01/lead.csv",
                        lead,
                        "00Q1,2026-06-01 10:00:00,2026-06-29 01:00:00,true,0061,false")
                .lands(
                        "salesforce/dt=2026-07-01/opportunity_line_item.csv",
                        line,
                        "00k1,0061,01tA,5,false,2026-06-29 01:00:00")
                .lands(
                        "salesforce/dt=2026-07-01/user_role.csv",
                        "id,name,_fivetran_synced",
                        "00E1,West,2026-06-29 01:00:00")
                .lands(
                        "salesforce/dt=2026-07-02/lead.csv",
                        lead,
                        "00Q1,2026-06-01 10:00:00,2026-07-01 01:00:00,true,0061,true")
                .lands(
                        "salesforce/dt=2026-07-02/opportunity_line_item.csv",
                        line,
                        "00k1,0061,01tA,5,true,2026-07-01 02:00:00")
                .lands(
                        "salesforce/dt=2026-07-02/user_role.csv",
                        "id,name,_fivetran_synced",
                        "00E1,East,2026-07-01 03:00:00");

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows("raw.opportunities", "updated_at", "lead_id", "product_id"))
                .containsExactly("2026-06-29 01:00:00|00Q1|01tA", "2026-07-01 02:00:00|-|-");
        assertThat(warehouse.rows("raw.deals", "updated_at", "lead_id", "product_id"))
                .containsExactly("2026-06-29 01:00:00|00Q1|01tA", "2026-07-01 02:00:00|-|-");
        assertThat(warehouse.rows("raw.employees", "updated_at", "team"))
                .containsExactly("2026-06-29 01:00:00|West", "2026-07-01 03:00:00|East");
    }
}
