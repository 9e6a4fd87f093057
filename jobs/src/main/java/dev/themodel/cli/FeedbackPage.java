package dev.themodel.cli;

import dev.themodel.model.Department;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the others tell a department, on a page that its head reads in a minute.
 *
 * @param reader who is told
 * @param asOf of the published state
 * @param commentsFrom the first month whose comments are counted
 * @param currency the base currency
 * @param told a row for each department that has been delivered something
 * @param contrasts where results differ most, by subject type
 * @param comments of the months looked at
 * @param openComments the newest ones that wait for an answer
 */
record FeedbackPage(
        Department reader,
        LocalDate asOf,
        YearMonth commentsFrom,
        String currency,
        List<Told> told,
        List<Contrast> contrasts,
        Comments comments,
        List<OpenComment> openComments) {

    FeedbackPage {
        told = List.copyOf(told);
        contrasts = List.copyOf(contrasts);
        openComments = List.copyOf(openComments);
    }

    /** What became of the deliveries of all months together, from the first to the running one. */
    record Told(
            Department by,
            YearMonth from,
            long delivered,
            long accepted,
            long rejected,
            long pending,
            long won,
            BigDecimal revenue,
            long renewed,
            long churned,
            Optional<Reason> topReason) {}

    /** The most frequent reason, as written. */
    record Reason(String text, long times) {}

    /** The subjects of a type that went best and worst. */
    record Contrast(Department by, String subjectType, Share best, Share weakest) {}

    /** How many of how many. */
    record Share(String subject, long good, long of) {}

    /** Comments by what became of them. */
    record Comments(
            long open, long acknowledged, long done, Optional<Double> daysToAcknowledge, Optional<Double> daysToDone) {}

    /** A comment nobody has answered. */
    record OpenComment(LocalDate date, String by, String text) {}

    /** The page, in Markdown. */
    String markdown() {
        StringBuilder page = new StringBuilder();
        line(page, "# What the others tell " + reader.english());
        line(page, "");
        line(
                page,
                "What became by " + asOf
                        + " of what was delivered, as far back as it takes until most of it is decided.");
        if (told.isEmpty()) {
            line(page, "");
            line(
                    page,
                    "Nothing that " + reader.english() + " delivers has reached another department in these months.");
        }
        for (Told each : told) {
            line(page, "");
            line(page, "## " + each.by().english());
            line(page, "");
            line(page, sentence(each));
            each.topReason()
                    .ifPresent(reason -> line(
                            page,
                            (each.by() == Department.CUSTOMER_SUCCESS
                                            ? "Customers who left most often said: \""
                                            : "The most frequent reason to say no: \"")
                                    + oneLine(reason.text()) + "\" (" + number(reason.times()) + ")."));
            List<Contrast> theirs = contrasts.stream()
                    .filter(contrast -> contrast.by() == each.by())
                    .toList();
            if (!theirs.isEmpty()) {
                line(page, "");
                line(page, "Share " + good(each.by()) + ", best and weakest:");
                line(page, "");
                theirs.forEach(contrast -> line(
                        page,
                        "- by " + contrast.subjectType().replace('_', ' ') + ": " + share(contrast.best()) + ", "
                                + share(contrast.weakest())));
            }
        }
        comments(page);
        definitions(page);
        return page.toString();
    }

    private String sentence(Told told) {
        String name = told.by().english();
        if (told.by() == Department.CUSTOMER_SUCCESS) {
            return "Of " + number(told.delivered())
                    + (reader == Department.MARKETING ? " deals with customers you found" : " deals you closed")
                    + since(told) + name + " has taken over " + part(told.accepted(), told.delivered()) + "; "
                    + number(told.renewed()) + " were renewed and " + number(told.churned()) + " have churned.";
        }
        String what = told.by() == Department.INSIDE_SALES
                ? " leads you handed over"
                : reader == Department.MARKETING
                        ? " of your leads that became opportunities"
                        : " opportunities you handed over";
        String answers = "Of " + number(told.delivered()) + what + since(told) + name + " accepted "
                + part(told.accepted(), told.delivered()) + " and rejected " + part(told.rejected(), told.delivered())
                + "; " + number(told.pending()) + " have no answer yet.";
        return told.by() == Department.FIELD_SALES
                ? answers + " " + part(told.won(), told.delivered()) + " were won, worth "
                        + String.format(Locale.ENGLISH, "%,.0f", told.revenue()) + " " + currency + "."
                : answers;
    }

    private static String since(Told told) {
        return " since " + told.from() + ", ";
    }

    private static String good(Department by) {
        return switch (by) {
            case CUSTOMER_SUCCESS -> "renewed of those decided";
            case FIELD_SALES -> "won";
            default -> "accepted";
        };
    }

    private void comments(StringBuilder page) {
        line(page, "");
        line(page, "## In their words");
        line(page, "");
        long all = comments.open() + comments.acknowledged() + comments.done();
        line(
                page,
                all == 0
                        ? "No comments were made since " + commentsFrom + "."
                        : number(all) + (all == 1 ? " comment" : " comments") + " since " + commentsFrom + ": "
                                + number(comments.open())
                                + " open, " + number(comments.acknowledged()) + " acknowledged, "
                                + number(comments.done()) + " done"
                                + comments.daysToAcknowledge()
                                        .map(days -> "; half were acknowledged within " + days(days))
                                        .orElse("")
                                + comments.daysToDone()
                                        .map(days -> "; half of those done were within " + days(days))
                                        .orElse("")
                                + ".");
        if (!openComments.isEmpty()) {
            line(page, "");
            line(page, "Waiting for your answer, newest first:");
            line(page, "");
            openComments.forEach(comment ->
                    line(page, "- " + comment.date() + ", " + comment.by() + ": " + oneLine(comment.text())));
        }
    }

    private static void definitions(StringBuilder page) {
        line(page, "");
        line(page, "## What the numbers mean");
        line(page, "");
        line(
                page,
                "- Delivered: handed over in the month, or entered where no hand-over was recorded; of new business.");
        line(page, "- Accepted, rejected: which came first. A lead is accepted when it is qualified or becomes an");
        line(
                page,
                "  opportunity, and rejected when it is disqualified or recycled; an opportunity is accepted when taken");
        line(page, "  over or first met, a deal when taken over. What has neither has no answer yet.");
        line(
                page,
                "- Won, worth: opportunities won or with a deal, and their deals' amounts; unknown amounts are left out.");
        line(page, "- Renewed, churned: deals with a renewal so decided.");
        line(
                page,
                "- Best and weakest: subjects with at least " + FeedbackFigures.LEAST_UNITS
                        + " units in these months.");
        line(page, "- Duplicates, tests and the like are not counted; a share of few may be chance.");
    }

    private static String share(Share share) {
        return oneLine(share.subject()) + " " + percent(share.good(), share.of()) + " (" + number(share.good()) + " of "
                + number(share.of()) + ")";
    }

    private static String part(long part, long whole) {
        return number(part) + " (" + percent(part, whole) + ")";
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ENGLISH, "%.1f %%", 100.0 * part / whole);
    }

    private static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    private static String days(double days) {
        return String.format(Locale.ENGLISH, days == Math.rint(days) ? "%.0f" : "%.1f", days)
                + (days == 1 ? " day" : " days");
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static void line(StringBuilder page, String text) {
        page.append(text).append('\n');
    }
}
