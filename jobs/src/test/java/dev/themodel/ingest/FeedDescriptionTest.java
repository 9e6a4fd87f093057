package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeedDescriptionTest {

    static List<Feed> feeds() {
        return Feeds.all();
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void theExampleLineOfAFeedWouldBeAccepted(Feed feed) throws Exception {
        FeedDescription description = new FeedDescription(feed);
        List<String> columns =
                feed.columns().stream().map(column -> column.name()).toList();
        CsvRecords records = CsvRecords.open(
                new StringReader(description.exampleHeader() + "\n" + description.exampleLine()),
                InputForm.ofName("example.csv"),
                columns);
        SourceRecord.Whole line = (SourceRecord.Whole) records.next().orElseThrow();

        assertThat(new RowConverter(feed, Notation.NATIVE, 0, EmailHash.NONE).convert(line::value))
                .isInstanceOf(RowConverter.Fit.class);
    }
}
