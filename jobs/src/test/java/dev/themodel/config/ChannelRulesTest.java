package dev.themodel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelRulesTest {

    private static final ChannelRules SHIPPED = Settings.shipped().channels();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} / {1} / {2} is {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # source       | medium          | campaign              | channel
                           |                 |                       | direct
            (direct)       | (none)          |                       | direct
            (direct)       | (not set)       |                       | direct
            (direct)       |                 |                       | direct
            (Direct)       | (None)          | summer                | direct
            direct         | none            |                       | direct
                           | (none)          |                       | direct
            (direct)       | cpc             |                       | other
                           |                 | summer                | other
                           |                 | summer shopping       | other
                           |                 | cross-network         | other
            google         | cpc             | cross-network         | cross_network
            google         | cpc             | JP Cross-Network 2026 | cross_network
            google         | organic         |                       | organic_search
            Google         | ORGANIC         |                       | organic_search
            google         |                 |                       | organic_search
            bing           | referral        |                       | organic_search
            yahoo.co.jp    | organic         |                       | organic_search
            search.yahoo.co.jp | referral    |                       | organic_search
            unheard.example | organic        |                       | organic_search
            google         | cpc             |                       | paid_search
            google         | PPC             |                       | paid_search
            bing           | paidsearch      |                       | paid_search
            baidu          | retargeting     |                       | paid_search
            google         | cpm             |                       | paid_search
            google         | notpaid         |                       | organic_search
            facebook       | cpc             |                       | paid_social
            m.facebook.com | paid-social     |                       | paid_social
            linkedin       | cpm             |                       | paid_social
            facebook.com   | referral        |                       | organic_social
            l.facebook.com | referral        |                       | organic_social
            t.co           | referral        |                       | organic_social
            newsletter     | social          |                       | organic_social
            newsletter     | social-network  |                       | organic_social
            newsletter     | social media    |                       | organic_social
            newsletter     | sm              |                       | organic_social
            youtube        | cpc             |                       | paid_video
            youtube.com    | referral        |                       | organic_video
            vimeo.com      |                 |                       | organic_video
            partnersite    | online-video    |                       | organic_video
            amazon         | cpc             |                       | paid_shopping
            google         | cpc             | summer-shop           | paid_shopping
            google         | cpc             | e-shop                | paid_shopping
            google         | cpc             | eshop                 | paid_shopping
            google         | cpc             | workshop              | paid_search
            google         | cpc             | Workshop              | paid_search
            google         | organic         | Spring Shopping       | organic_shopping
            rakuten.co.jp  | referral        |                       | organic_shopping
            blog.example   | referral        | shop                  | organic_shopping
            adnetwork      | display         |                       | display
            adnetwork      | banner          |                       | display
            adnetwork      | expandable      |                       | display
            adnetwork      | interstitial    |                       | display
            adnetwork      | cpm             |                       | display
            adnetwork      | cpc             |                       | other
            adnetwork      | paid            |                       | other
            blog.example   | referral        |                       | referral
            blog.example   | app             |                       | referral
            blog.example   | link            |                       | referral
            newsletter     | email           |                       | email
            newsletter     | E-Mail          |                       | email
            newsletter     | e_mail          |                       | email
            newsletter     | e mail          |                       | email
            email          |                 |                       | email
            email          | newsletter      |                       | email
            a8             | affiliate       |                       | affiliates
            a8             | affiliates      |                       | affiliates
            podcast        | audio           |                       | audio
            crm            | sms             |                       | sms
            sms            | message         |                       | sms
            crm            | push            |                       | mobile_push
            crm            | web-push        |                       | mobile_push
            crm            | in_mobile_app   |                       | mobile_push
            crm            | notifications   |                       | mobile_push
            firebase       |                 |                       | mobile_push
            crm            | push-message    |                       | other
            expo           | event           |                       | event
            facebook       | Event           |                       | event
            zoom           | webinar         | shopping trends       | webinar
            team           | outbound        |                       | outbound
            reseller       | partner         |                       | partner
            somewhere      |                 |                       | other
                           | unheard         |                       | other
                           | cpc             |                       | other
                           | organic         |                       | organic_search
            somewhere      | something       | anything              | other
            """)
    void shippedRulesAreThoseOfGoogleAnalyticsAndOurFour(
            String source, String medium, String campaign, String channel) {
        assertThat(SHIPPED.channel(source, medium, campaign)).isEqualTo(channel);
    }

    @Test
    void blankIsMissing() {
        assertThat(SHIPPED.channel(" ", "", "\t")).isEqualTo("direct");
        assertThat(SHIPPED.channel(" google ", "cpc ", null)).isEqualTo("paid_search");
    }

    @Test
    void aCampaignsOwnChannelWins() {
        assertThat(SHIPPED.channel(Optional.of("exhibition"), "google", "cpc", "summer"))
                .isEqualTo("exhibition");
        assertThat(SHIPPED.channel(Optional.of("exhibition"), null, null, "summer"))
                .isEqualTo("exhibition");
        assertThat(SHIPPED.channel(Optional.of(" "), "google", "cpc", "summer")).isEqualTo("paid_search");
        assertThat(SHIPPED.channel(Optional.empty(), null, null, "summer")).isEqualTo("other");
    }

    @Test
    void theRulesNameTheContractsChannels() {
        assertThat(SHIPPED.channels())
                .containsExactlyInAnyOrder(
                        "direct",
                        "organic_search",
                        "paid_search",
                        "organic_social",
                        "paid_social",
                        "organic_video",
                        "paid_video",
                        "organic_shopping",
                        "paid_shopping",
                        "display",
                        "email",
                        "affiliates",
                        "referral",
                        "audio",
                        "sms",
                        "mobile_push",
                        "cross_network",
                        "event",
                        "webinar",
                        "outbound",
                        "partner",
                        "other")
                .endsWith("other");
    }

    @Test
    void travelsToExecutors() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(SHIPPED);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ChannelRules arrived = (ChannelRules) in.readObject();
            assertThat(arrived.channel("facebook", "cpc", null)).isEqualTo("paid_social");
            assertThat(arrived.fingerprint()).isEqualTo(SHIPPED.fingerprint());
        }
    }

    @Test
    void ownRulesReplaceTheShippedOnes() throws IOException {
        Files.writeString(folder.resolve("channels.csv"), """
                # Ours
                channel,source_category,source_matches,medium_matches,campaign_matches

                fair,,,fair|"tokyo, fair",
                fair,,,,"tokyo, fair"
                search,search,,,
                """);
        ChannelRules own = Settings.load(folder.toString()).channels();
        assertThat(own.channel("big sight", "FAIR", null)).isEqualTo("fair");
        assertThat(own.channel("big sight", null, "Tokyo, Fair")).isEqualTo("fair");
        assertThat(own.channel("google", "cpc", null)).isEqualTo("search");
        assertThat(own.channel("facebook", "cpc", null)).isEqualTo("other");
        assertThat(own.channels()).containsExactly("direct", "fair", "search", "other");
        assertThat(own.fingerprint()).isNotEqualTo(SHIPPED.fingerprint());
    }

    @Test
    void everyFaultOfTheRulesNamesItsLine() throws IOException {
        Files.writeString(folder.resolve("channels.csv"), """
                channel,source_category,source_matches,medium_matches,campaign_matches
                Paid Search,search,,cpc,
                video,films,,,
                email,,,(email,
                nothing,,,,
                short,google
                """);
        Files.writeString(folder.resolve("source_categories.csv"), "source,category\ngoogle,search\nGoogle,social\n");
        InvalidSettings invalid = catchThrowableOfType(InvalidSettings.class, () -> Settings.load(folder.toString()));
        assertThat(invalid.faults())
                .extracting(Fault::path)
                .containsExactlyInAnyOrder(
                        "line 2: channel",
                        "line 3: source_category",
                        "line 4: medium_matches",
                        "line 5",
                        "line 6",
                        "line 3: source");
    }

    @Test
    void aFileWithAnotherHeaderIsAFault() throws IOException {
        Files.writeString(folder.resolve("channels.csv"), "channel;medium\nemail;email\n");
        assertThat(catchThrowableOfType(InvalidSettings.class, () -> Settings.load(folder.toString()))
                        .getMessage())
                .contains("channels.csv: line 1: found 'channel;medium', expected the header channel,source_category");
    }
}
