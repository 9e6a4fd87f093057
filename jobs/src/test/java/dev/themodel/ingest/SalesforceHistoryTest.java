package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped mapping of Salesforce over tables that keep what their records were. */
class SalesforceHistoryTest {

    private static final String HISTORY = "id,_fivetran_start,_fivetran_end,_fivetran_active,_fivetran_synced,";

    private Warehouse warehouse;

    @BeforeEach
    void open(@TempDir Path folder) {
        warehouse = new Warehouse(folder);
    }

    @Test
    void aFormerVersionIsNoDeletionAndTheLastOneEndsWhereItIsNotActive() {
        warehouse
                .lands(
                        "salesforce/dt=2026-07-01/account.csv",
                        HISTORY + "name,industry",
                        "0011,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-30 01:00:00,Acme,IT",
                        "0011,2026-06-10 00:00:00,9999-12-31 23:59:59,true,2026-06-30 01:00:00,Acme,Retail",
                        "0012,2026-06-05 00:00:00,2026-06-20 00:00:00,false,2026-06-30 01:00:00,Beta,Food",
                        "0012,2026-06-01 01:00:00,2026-06-04 23:59:59,false,2026-06-30 01:00:00,Beta,IT")
                .lands(
                        "salesforce/dt=2026-07-01/account_history.csv",
                        HISTORY + "name,industry",
                        "0013,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-30 01:00:00,Gamma,IT",
                        "0013,2026-06-10 00:00:00,9999-12-31 23:59:59,true,2026-06-30 01:00:00,Gamma,Food")
                .lands(
                        "salesforce/dt=2026-07-01/lead.csv",
                        HISTORY + "created_date,is_converted",
                        "00Q1,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-30 01:00:00,2026-06-01 01:00:00,false",
                        "00Q1,2026-06-10 00:00:00,9999-12-31 23:59:59,true,2026-06-30 01:00:00,2026-06-01 01:00:00,true")
                .lands(
                        "salesforce/dt=2026-07-01/user.csv",
                        HISTORY + "name,user_role_id",
                        "005A,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-30 01:00:00,Ada,00E1",
                        "005A,2026-06-10 00:00:00,9999-12-31 23:59:59,true,2026-06-30 01:00:00,Ada,00E2")
                .lands(
                        "salesforce/dt=2026-07-01/user_role.csv",
                        "id,name,_fivetran_synced",
                        "00E1,West,2026-06-15 00:00:00",
                        "00E2,East,2026-06-15 00:00:00")
                .lands(
                        "salesforce/dt=2026-07-01/event.csv",
                        HISTORY + "what_id,start_date_time",
                        "00U1,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-30 01:00:00,0061,2026-06-25 05:00:00",
                        "00U1,2026-06-10 00:00:00,9999-12-31 23:59:59,true,2026-06-30 01:00:00,0061,2026-06-26 05:00:00")
                .lands(
                        "salesforce/dt=2026-07-01/campaign.csv",
                        HISTORY + "name",
                        "7011,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-30 01:00:00,Summer",
                        "7011,2026-06-10 00:00:00,9999-12-31 23:59:59,true,2026-06-30 01:00:00,Autumn")
                .lands(
                        "salesforce/dt=2026-07-01/product_2.csv",
                        HISTORY + "name",
                        "01tA,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-30 01:00:00,Basic")
                .lands(
                        "salesforce/dt=2026-07-01/task.csv",
                        HISTORY + "activity_date",
                        "00T1,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-30 01:00:00,2026-06-18 00:00:00");

        warehouse.night("2026-07-01");

        assertThat(warehouse.rows("raw.rejected", "path", "column", "text")).isEmpty();
        assertThat(warehouse.rows("raw.accounts", "account_id", "updated_at", "industry", "is_deleted"))
                .containsExactly(
                        "0011|2026-06-01 01:00:00|IT|false",
                        "0011|2026-06-10 00:00:00|Retail|false",
                        "0012|2026-06-01 01:00:00|IT|false",
                        "0012|2026-06-05 00:00:00|Food|false",
                        "0012|2026-06-20 00:00:00|Food|true",
                        "0013|2026-06-01 01:00:00|IT|false",
                        "0013|2026-06-10 00:00:00|Food|false");
        assertThat(warehouse.rows("raw.leads", "updated_at", "status", "is_deleted"))
                .containsExactly("2026-06-01 01:00:00|open|false", "2026-06-10 00:00:00|qualified|false");
        assertThat(warehouse.rows("raw.employees", "updated_at", "team", "is_deleted"))
                .containsExactly("2026-06-01 01:00:00|West|false", "2026-06-15 00:00:00|East|false");
        assertThat(warehouse.rows("raw.meetings", "updated_at", "held_at", "is_deleted"))
                .containsExactly(
                        "2026-06-01 01:00:00|2026-06-25 05:00:00|false",
                        "2026-06-10 00:00:00|2026-06-26 05:00:00|false");
        assertThat(warehouse.rows("raw.activities", "activity_id", "updated_at", "is_deleted"))
                .containsExactly(
                        "00T1|2026-06-01 01:00:00|false",
                        "00T1|2026-06-09 23:59:59|true",
                        "00U1|2026-06-01 01:00:00|false",
                        "00U1|2026-06-10 00:00:00|false");
        assertThat(warehouse.rows("raw.campaigns", "updated_at", "name", "is_deleted"))
                .containsExactly("2026-06-01 01:00:00|Summer|false", "2026-06-10 00:00:00|Autumn|false");
        assertThat(warehouse.rows("raw.products", "updated_at", "is_deleted"))
                .containsExactly("2026-06-01 01:00:00|false", "2026-06-09 23:59:59|true");
    }

    @Test
    void onlyTheLastVersionOfAnOpportunityHasTheLeadThatIsKnownNow() {
        String former = "0061,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-30 01:00:00,2026-06-01 01:00:00,";
        String last = "0061,2026-06-10 00:00:00,9999-12-31 23:59:59,true,2026-06-30 01:00:00,2026-06-01 01:00:00,";
        warehouse
                .lands(
                        "salesforce/dt=2026-07-01/opportunity.csv",
                        HISTORY + "created_date,amount,close_date,is_won,is_closed,stage_name",
                        former + "5,2026-07-31 00:00:00,false,false,New",
                        last + "6,2026-06-10 00:00:00,true,true,Won")
                .lands(
                        "salesforce/dt=2026-07-01/lead.csv",
                        HISTORY + "created_date,is_converted,converted_opportunity_id",
                        "00Q1,2026-06-01 01:00:00,2026-06-09 23:59:59,false,2026-06-20 01:00:00,2026-06-01 01:00:00,true,0061",
                        "00Q2,2026-06-10 00:00:00,9999-12-31 23:59:59,true,2026-06-20 01:00:00,2026-06-02 01:00:00,true,0061");

        warehouse.night("2026-07-01");

        assertThat(warehouse.rows("raw.opportunities", "updated_at", "lead_id", "stage", "is_deleted"))
                .containsExactly("2026-06-01 01:00:00|-|open|false", "2026-06-20 01:00:00|00Q2|won|false");
        assertThat(warehouse.rows("raw.deals", "updated_at", "lead_id", "amount", "is_deleted"))
                .containsExactly("2026-06-01 01:00:00|-|5.00|true", "2026-06-20 01:00:00|00Q2|6.00|false");
    }
}
