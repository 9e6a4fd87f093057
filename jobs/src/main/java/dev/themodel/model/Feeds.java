package dev.themodel.model;

import static dev.themodel.model.FeedColumns.count;
import static dev.themodel.model.FeedColumns.currency;
import static dev.themodel.model.FeedColumns.date;
import static dev.themodel.model.FeedColumns.isDeleted;
import static dev.themodel.model.FeedColumns.kind;
import static dev.themodel.model.FeedColumns.money;
import static dev.themodel.model.FeedColumns.oneOf;
import static dev.themodel.model.FeedColumns.personal;
import static dev.themodel.model.FeedColumns.required;
import static dev.themodel.model.FeedColumns.term;
import static dev.themodel.model.FeedColumns.text;
import static dev.themodel.model.FeedColumns.time;
import static dev.themodel.model.FeedColumns.typed;
import static dev.themodel.model.FeedColumns.updatedAt;
import static dev.themodel.model.FeedColumns.withDefault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every feed of the landing contract. */
public final class Feeds {

    private static final List<String> DEPARTMENTS =
            Arrays.stream(Department.values()).map(Department::code).toList();

    public static final Feed VISITS = feed(
            "visits",
            "One visit (session) of the web site.",
            List.of("visit_id"),
            "started_at",
            required(text("visit_id", "the session's id")),
            required(text("visitor_id", "the browser's or person's id across visits")),
            required(time("started_at", "the first instant of the visit")),
            text("source", "where the visit came from, such as google"),
            text("medium", "by what means, such as organic or cpc"),
            text("campaign_id", "the campaign that brought it"),
            text("content_id", "the content looked at or clicked"),
            text("landing_page", "path of the first page"),
            text("referrer", "the address that linked here"),
            text("device", "desktop, mobile, tablet or another"),
            text("country", "country code of the visitor"),
            count("page_views", "pages seen"),
            count("duration_seconds", "length of the visit in seconds"),
            updatedAt());

    public static final Feed LEADS = feed(
            "leads",
            "One lead: a person or company that left its name.",
            List.of("lead_id"),
            "created_at",
            required(text("lead_id", "the lead's id in the CRM")),
            required(time("created_at", "the instant the lead was made")),
            required(updatedAt()),
            text("visitor_id", "the visitor the lead was, as far as known"),
            personal(
                    "email",
                    FeedColumn.Privacy.HASHED,
                    "kept only as a keyed hash (HMAC-SHA-256 of the address in lower case without blanks around it, in"
                            + " hexadecimal digits), NULL without a key"),
            personal("full_name", FeedColumn.Privacy.DROPPED, "not kept"),
            personal("phone", FeedColumn.Privacy.DROPPED, "not kept"),
            text("company", "name of the lead's company, as entered"),
            text("title", "the person's title"),
            text("account_id", "the account the lead belongs to"),
            text("source", "where the lead came from"),
            text("medium", "by what means"),
            text("campaign_id", "the campaign that brought it"),
            text("content_id", "the content that brought it"),
            text("interest", "what the lead asked for"),
            oneOf(
                    "status",
                    List.of("open", "contacted", "qualified", "disqualified", "recycled"),
                    "where the lead stands with Inside Sales"),
            text("owner_id", "the employee who works the lead"),
            time("handed_over_at", "when Marketing handed it to Inside Sales"),
            time("first_contacted_at", "when Inside Sales first answered"),
            time("disqualified_at", "when it was disqualified"),
            text("disqualified_reason", "why it was disqualified"),
            time("recycled_at", "when it was sent back to Marketing"),
            text("recycled_reason", "why it was sent back"),
            text("merged_into_id", "the lead this one was merged into"));

    public static final Feed OPPORTUNITIES = feed(
            "opportunities",
            "One opportunity (案件).",
            List.of("opportunity_id"),
            "created_at",
            required(text("opportunity_id", "the opportunity's id in the CRM")),
            required(time("created_at", "the instant it was opened")),
            required(updatedAt()),
            kind(),
            text("lead_id", "the lead it came from"),
            text("account_id", "the account it is with"),
            text("name", "its title"),
            text("source", "where it came from"),
            text("medium", "by what means"),
            text("campaign_id", "the campaign that brought it"),
            text("content_id", "the content that brought it"),
            text("owner_id", "the Inside Sales employee who opened it"),
            text("field_owner_id", "the Field Sales employee who works it"),
            text("product_id", "the product in question"),
            money("amount", "expected amount in its currency"),
            currency(),
            time("handed_over_at", "when Inside Sales handed it to Field Sales"),
            time("accepted_at", "when Field Sales accepted it"),
            time("rejected_at", "when Field Sales rejected it"),
            text("rejected_reason", "why it was rejected"),
            time("first_meeting_at", "when the first meeting was held, as entered"),
            text("need", "BANT: need"),
            text("budget", "BANT: budget"),
            text("authority", "BANT: authority"),
            text("timeline", "BANT: timeline"),
            oneOf("stage", List.of("open", "won", "lost"), "the outcome so far"),
            text("stage_name", "the CRM's own name of the sales stage"),
            date("expected_close_date", "when it is expected to close"),
            time("closed_at", "when it was won or lost"),
            text("lost_reason", "why it was lost"),
            text("competitor", "who else was in it"));

    public static final Feed MEETINGS = feed(
            "meetings",
            "One meeting (商談) of an opportunity.",
            List.of("meeting_id"),
            null,
            required(text("meeting_id", "the meeting's id")),
            required(text("opportunity_id", "the opportunity it is about")),
            required(updatedAt()),
            text("rep_id", "the Field Sales employee who holds it"),
            time("scheduled_at", "when it was to be held"),
            time("held_at", "when it was held"),
            text("format", "on site, online, phone or another"),
            oneOf("outcome", List.of("planned", "held", "no_show", "cancelled"), "what became of it"),
            text("next_step", "what was agreed"));

    public static final Feed DEALS = feed(
            "deals",
            "One deal (受注): a signed contract.",
            List.of("deal_id"),
            "signed_at",
            required(text("deal_id", "the deal's id")),
            required(time("signed_at", "when it was signed")),
            required(updatedAt()),
            kind(),
            text("opportunity_id", "the opportunity it was won from"),
            text("lead_id", "the lead it came from, where there is no opportunity"),
            text("account_id", "the account that signed"),
            text("rep_id", "the Field Sales employee who won it"),
            text("csm_id", "the Customer Success employee who takes over"),
            text("product_id", "the product sold"),
            money("amount", "the amount signed, in its currency"),
            money("annual_amount", "the amount of a year, in its currency"),
            typed("discount_rate", ColumnType.SHARE, "share of the list price that was given away, 0 to 1"),
            currency(),
            term("term_months", "months the contract lasts"),
            date("start_date", "first day in force"),
            date("end_date", "last day in force"),
            time("handed_over_at", "when Field Sales handed it to Customer Success"),
            time("accepted_at", "when Customer Success accepted it"),
            text("expectation", "what the customer was promised or expects"));

    public static final Feed RENEWALS = feed(
            "renewals",
            "One renewal (継続) due.",
            List.of("renewal_id"),
            "due_date",
            required(text("renewal_id", "the renewal's id")),
            required(text("deal_id", "the deal that is to be renewed")),
            required(date("due_date", "last day in force of the term that ends")),
            required(updatedAt()),
            text("account_id", "the account it is with"),
            text("owner_id", "the Customer Success employee who works it"),
            time("decided_at", "when the customer decided"),
            oneOf("outcome", List.of("pending", "renewed", "churned"), "what the customer decided"),
            money("previous_amount", "the amount before, in its currency"),
            money("amount", "the amount after, in its currency"),
            currency(),
            term("term_months", "months the renewal lasts"),
            text("churn_reason", "why the customer left"));

    public static final Feed ACCOUNTS = feed(
            "accounts",
            "One account: a company that may buy.",
            List.of("account_id"),
            null,
            required(text("account_id", "the account's id")),
            updatedAt(),
            text("name", "the company's name"),
            text("industry", "its industry"),
            count("employee_count", "how many it employs"),
            text("country", "country code"),
            text("region", "region or prefecture"),
            text("parent_account_id", "the account it belongs to"),
            text("merged_into_id", "the account this one was merged into"));

    public static final Feed EMPLOYEES = feed(
            "employees",
            "One employee of ours.",
            List.of("employee_id"),
            null,
            required(text("employee_id", "the employee's id")),
            updatedAt(),
            text("name", "the employee's name"),
            oneOf("department", DEPARTMENTS, "the department"),
            text("team", "the team"),
            text("manager_id", "the employee's manager"));

    public static final Feed CAMPAIGNS = feed(
            "campaigns",
            "One marketing campaign.",
            List.of("campaign_id"),
            null,
            required(text("campaign_id", "the campaign's id")),
            updatedAt(),
            text("name", "its name"),
            text("channel", "its channel; wins over what source and medium say"),
            text("medium", "its medium"),
            date("started_on", "first day"),
            date("ended_on", "last day"));

    public static final Feed CONTENTS = feed(
            "contents",
            "One piece of content: an article, a paper, a video.",
            List.of("content_id"),
            null,
            required(text("content_id", "the content's id")),
            updatedAt(),
            text("name", "its name"),
            text("kind", "article, paper, video or another"),
            text("topic", "what it is about"));

    public static final Feed PRODUCTS = feed(
            "products",
            "One product on sale.",
            List.of("product_id"),
            null,
            required(text("product_id", "the product's id")),
            updatedAt(),
            text("name", "its name"),
            text("family", "its family"),
            money("list_price", "list price in its currency"),
            currency());

    public static final Feed SPEND = feed(
            "spend",
            "What one campaign cost on one day.",
            List.of("campaign_id", "spent_on"),
            null,
            required(text("campaign_id", "the campaign")),
            required(date("spent_on", "the day")),
            required(money("amount", "what was spent, in its currency")),
            currency(),
            updatedAt(),
            count("impressions", "how often it was shown"),
            count("clicks", "how often it was clicked"));

    public static final Feed ACTIVITIES = feed(
            "activities",
            "One activity: a call, a mail, a download, an event attended.",
            List.of("activity_id"),
            "occurred_at",
            required(text("activity_id", "the activity's id")),
            required(time("occurred_at", "when it happened")),
            updatedAt(),
            text("kind", "call, email, download, event or another"),
            text("lead_id", "the lead it concerns"),
            text("opportunity_id", "the opportunity it concerns"),
            text("account_id", "the account it concerns"),
            text("employee_id", "the employee who did it"),
            text("campaign_id", "the campaign it belongs to"),
            text("content_id", "the content it is about"),
            text("outcome", "what came of it"),
            typed("score", ColumnType.SCORE, "points, as the sender counts them"));

    public static final Feed STAGE_CHANGES = feed(
            "stage_changes",
            "One change of an opportunity's sales stage.",
            List.of("opportunity_id", "changed_at"),
            null,
            required(text("opportunity_id", "the opportunity")),
            required(time("changed_at", "when the stage changed")),
            required(text("stage_name", "the stage from then on")),
            updatedAt(),
            money("amount", "the expected amount from then on"),
            currency(),
            date("expected_close_date", "when it was then expected to close"),
            text("owner_id", "who owned it from then on"));

    public static final Feed FEEDBACK = feed(
            "feedback",
            "One comment from a department to another on what it delivered.",
            List.of("feedback_id"),
            null,
            required(text("feedback_id", "the comment's id")),
            required(oneOf("from_department", DEPARTMENTS, "who says it")),
            required(oneOf("to_department", DEPARTMENTS, "to whom")),
            required(time("created_at", "when it was said")),
            required(updatedAt()),
            text("account_id", "the account it is about"),
            text("opportunity_id", "the opportunity it is about"),
            text("lead_id", "the lead it is about"),
            text("campaign_id", "the campaign it is about"),
            text("category", "what kind of comment"),
            text("body", "the comment"),
            oneOf("status", List.of("open", "acknowledged", "done"), "what became of it"),
            time("acknowledged_at", "when it was acknowledged"),
            time("done_at", "when it was done"),
            text("action", "what was done"));

    public static final Feed TARGETS = feed(
            "targets",
            "The goal of one month for the company or a segment.",
            List.of("month", "segment_type", "segment"),
            null,
            required(typed("month", ColumnType.MONTH, "first day of the month")),
            required(money("revenue", "revenue of new deals to reach, in its currency")),
            withDefault(text("segment_type", "the kind of segment; missing means all"), "all"),
            withDefault(text("segment", "the segment; missing means all"), "all"),
            currency(),
            money("average_deal_value", "planned revenue of one deal"),
            count("visitors", "visitors needed, where it overrides the plan"),
            count("leads", "leads needed, where it overrides the plan"),
            count("opportunities", "opportunities needed, where it overrides the plan"),
            count("meetings", "meetings needed, where it overrides the plan"),
            count("deals", "deals needed, where it overrides the plan"),
            updatedAt());

    public static final Feed EXCHANGE_RATES = feed(
            "exchange_rates",
            "What one unit of a currency is worth in the base currency from a day on.",
            List.of("currency", "valid_from"),
            null,
            required(currency()),
            required(date("valid_from", "first day the rate holds")),
            required(typed("rate", ColumnType.RATE, "base currency for one unit")),
            updatedAt());

    private static final List<Feed> ALL = List.of(
            VISITS,
            LEADS,
            OPPORTUNITIES,
            MEETINGS,
            DEALS,
            RENEWALS,
            ACCOUNTS,
            EMPLOYEES,
            CAMPAIGNS,
            CONTENTS,
            PRODUCTS,
            SPEND,
            ACTIVITIES,
            STAGE_CHANGES,
            FEEDBACK,
            TARGETS,
            EXCHANGE_RATES);

    private static final Map<String, Feed> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Feed::name, Function.identity()));

    private Feeds() {}

    /** All feeds, in the contract's order. */
    public static List<Feed> all() {
        return ALL;
    }

    /**
     * The feed of a name.
     *
     * @throws IllegalArgumentException naming the name and the known ones
     */
    public static Feed of(String name) {
        Feed feed = BY_NAME.get(name);
        if (feed == null) {
            throw new IllegalArgumentException("Unknown feed '" + name + "'; known: "
                    + ALL.stream().map(Feed::name).collect(Collectors.joining(", ")));
        }
        return feed;
    }

    private static Feed feed(
            String name, String comment, List<String> keys, String birthColumn, FeedColumn... columns) {
        List<FeedColumn> all = new ArrayList<>(List.of(columns));
        all.add(isDeleted());
        return new Feed(name, keys, all, Optional.ofNullable(birthColumn), comment);
    }
}
