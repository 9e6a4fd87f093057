package dev.themodel.night;

import dev.themodel.config.EmailKey;
import dev.themodel.ingest.Ingest;
import dev.themodel.ingest.IngestOutcome;
import dev.themodel.lake.Publication;
import dev.themodel.lake.TableWrite;
import dev.themodel.mart.CheckResult;
import dev.themodel.mart.Checks;
import dev.themodel.mart.ChecksRequest;
import dev.themodel.mart.Marts;
import dev.themodel.mart.MartsRequest;
import dev.themodel.model.TableName;
import dev.themodel.star.Star;
import dev.themodel.star.StarRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The phases as they are: each translates between the night and the package that does the work. */
final class StandardPhases implements Phases {

    private final Optional<EmailKey> emailKey;

    StandardPhases(Optional<EmailKey> emailKey) {
        this.emailKey = emailKey;
    }

    @Override
    public Phase ingest() {
        return context -> {
            IngestOutcome outcome =
                    new Ingest(context.lake(), context.settings(), context.landing(), emailKey).run(context.night());
            return new PhaseReport(
                    outcome.writes(), outcome.ingestId(), outcome.warnings(), List.of(), figures(outcome));
        };
    }

    @Override
    public Phase star() {
        return context -> {
            StarRequest request = new StarRequest(
                    context.asOf(),
                    context.state().publication().map(Publication::night),
                    context.state().publishedIngestId(),
                    context.state().fingerprints(),
                    context.everything());
            List<TableWrite> writes = new Star(context.lake(), context.settings()).run(request);
            return new PhaseReport(writes, context.state().ingestId(), List.of(), rebuilt(writes, context), Map.of());
        };
    }

    @Override
    public Phase marts() {
        return context -> {
            List<String> messages = Collections.synchronizedList(new ArrayList<>());
            Map<TableName, String> starFingerprints = new HashMap<>();
            context.state().latest().values().stream()
                    .filter(entry -> entry.table().layer().equals("star"))
                    .forEach(entry ->
                            starFingerprints.put(entry.table(), entry.write().fingerprint()));
            MartsRequest request = new MartsRequest(
                    context.asOf(),
                    context.state().publication().map(Publication::night),
                    context.unpublishedWrites().stream()
                            .filter(write -> !write.table().layer().equals("mart"))
                            .toList(),
                    starFingerprints,
                    context.state().fingerprints(),
                    context.everything());
            List<TableWrite> writes = new Marts(context.lake(), context.settings(), messages::add).run(request);
            return new PhaseReport(writes, context.state().starIngestId(), List.of(), messages, Map.of());
        };
    }

    @Override
    public Checking checks() {
        return context -> {
            ChecksRequest request = new ChecksRequest(
                    context.night(),
                    context.asOf(),
                    context.state().publishedIngestId(),
                    context.state()::publishedVersion,
                    context.unpublishedWrites());
            List<CheckResult> results =
                    new ArrayList<>(new Checks(context.lake(), context.settings()).touched(request));
            results.addAll(RejectedShare.check(context));
            results.add(NewestRejected.ofNight(context));
            return CheckReport.written(context.lake(), context.runId(), Optional.of(context.night()), results);
        };
    }

    /** Tables that stood before and were made anew: their definition has changed, and people are told so. */
    private static List<String> rebuilt(List<TableWrite> writes, NightContext context) {
        return writes.stream()
                .filter(write -> write.mode().equals(TableWrite.REBUILT) && !context.everything())
                .filter(write -> context.state().fingerprints().containsKey(write.table()))
                .filter(write -> !write.fingerprint()
                        .equals(context.state().fingerprints().get(write.table())))
                .map(write -> write.table() + ": its definition has changed; built anew, with what lies below it")
                .toList();
    }

    private static Map<String, Object> figures(IngestOutcome outcome) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("files", outcome.filesTaken());
        figures.put("files_known", outcome.filesKnown());
        figures.put("files_refused", outcome.refused());
        figures.put(
                "rows_read",
                outcome.feeds().stream().mapToLong(IngestOutcome.FeedRows::read).sum());
        figures.put(
                "rows_mapped",
                outcome.feeds().stream()
                        .mapToLong(IngestOutcome.FeedRows::mapped)
                        .sum());
        figures.put(
                "accepted",
                outcome.feeds().stream()
                        .mapToLong(IngestOutcome.FeedRows::accepted)
                        .sum());
        figures.put(
                "rejected",
                outcome.feeds().stream()
                        .mapToLong(IngestOutcome.FeedRows::rejected)
                        .sum());
        figures.put(
                "duplicate",
                outcome.feeds().stream()
                        .mapToLong(IngestOutcome.FeedRows::duplicate)
                        .sum());
        figures.put("missing_feeds", outcome.missingFeeds());
        return figures;
    }
}
