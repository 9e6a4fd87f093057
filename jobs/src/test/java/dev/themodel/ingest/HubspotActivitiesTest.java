package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped mapping of HubSpot: what contacts do that is in no table of engagements. */
class HubspotActivitiesTest {

    private Warehouse warehouse;

    @BeforeEach
    void open(@TempDir Path folder) {
        warehouse = new Warehouse(folder);
    }

    @Test
    void formsAndEventsOfEmailsAreActivities() {
        String[] events = {
            "id,_fivetran_synced,created,email_campaign_id,type,filtered_event,recipient",
            "e1,2026-06-30 01:00:00,2026-06-12 05:00:00,7,SENT,,A@example.com",
            "e2,2026-06-30 01:00:00,1781067600000,7,OPEN,false,a@example.com",
            "e3,2026-06-30 01:00:00,2026-06-12 06:00:00,7,OPEN,true,a@example.com",
            "e4,2026-06-30 01:00:00,2026-06-12 07:00:00,8,SENT,,b@example.com"
        };
        String contacts = "id,_fivetran_deleted,_fivetran_synced,property_createdate,property_email";
        warehouse
                .lands(
                        "hubspot/dt=2026-07-01/contact_form_submission.csv",
                        "conversion_id,timestamp,contact_id,title,_fivetran_synced",
                        "61,2026-06-11 05:00:00,101,Download Guide,2026-06-30 3:15:52")
                .lands(
                        "hubspot/dt=2026-07-01/engagement_communication.csv",
                        "engagement_id,_fivetran_synced,property_hs_timestamp,type",
                        "61,2026-06-30 01:00:00,2026-06-10 05:00:00,COMMUNICATION")
                .lands("hubspot/dt=2026-07-01/email_event.csv", events)
                .lands(
                        "hubspot/dt=2026-07-01/contact.csv",
                        contacts,
                        "99,TRUE,2026-06-30 01:00:00,2026-06-01 10:00:00,a@example.com",
                        "101,FALSE,2026-06-30 01:00:00,2026-06-01 10:00:00,a@example.com",
                        "1002,FALSE,2026-06-30 01:00:00,2026-06-02 10:00:00,a@example.com")
                // The same events beside a contact more.
                .lands("hubspot/dt=2026-07-02/email_event.csv", events)
                .lands(
                        "hubspot/dt=2026-07-02/contact.csv",
                        contacts,
                        "101,FALSE,2026-07-01 01:00:00,2026-06-01 10:00:00,a@example.com",
                        "102,FALSE,2026-07-01 01:00:00,2026-06-03 10:00:00,b@example.com");

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows("raw.rejected", "path", "column", "text")).isEmpty();
        assertThat(warehouse.rows(
                        "raw.activities", "activity_id", "occurred_at", "kind", "lead_id", "campaign_id", "outcome"))
                .containsExactly(
                        "61|2026-06-10 05:00:00|communication|-|-|-",
                        "e1|2026-06-12 05:00:00|sent|101|7|-",
                        "e2|2026-06-10 05:00:00|open|101|7|-",
                        "e4|2026-06-12 07:00:00|sent|-|8|-",
                        "e4|2026-06-12 07:00:00|sent|102|8|-",
                        "form:61|2026-06-11 05:00:00|form|101|-|Download Guide");
    }
}
