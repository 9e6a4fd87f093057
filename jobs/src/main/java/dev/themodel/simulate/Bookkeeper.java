package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts one journey after another into the books, by the definitions of the contract: of each record the newest
 * version that has landed stands, deleted, merged and not counted ones are no units, and a unit's upstream is one that
 * has an entry itself. A journey names no record of another, so each can be counted by itself.
 */
final class Bookkeeper {

    private static final Set<String> NOT_COUNTED = Set.of("duplicate", "test", "spam");

    private record Unit(String id, long second, Optional<String> upstream) {}

    private final long asOf;
    private final Rates rates;
    private final FunnelTruth funnel;
    private final Truth truth;

    /** Books as of the end of a business day. */
    Bookkeeper(long asOf, Rates rates, FunnelTruth funnel, Truth truth) {
        this.asOf = asOf;
        this.rates = rates;
        this.funnel = funnel;
        this.truth = truth;
    }

    /** Counts a journey whose visits and records are the ones that land. */
    void add(Journey journey) {
        boolean isOneVisit = journey.entities().isEmpty() && journey.visits().size() == 1;
        if (isOneVisit && journey.visits().get(0).stands(asOf)) {
            long day = Tokyo.day(journey.visits().get(0).startedAt());
            funnel.active(funnel.month(day));
            funnel.enter(Stage.VISITOR, day, false, false);
            return;
        }
        Map<String, Long> visitors = firstVisits(journey.visits());
        if (journey.entities().isEmpty()) {
            visitors.values().forEach(second -> funnel.enter(Stage.VISITOR, Tokyo.day(second), false, false));
            return;
        }
        Map<String, Version> opportunities = standing(journey, Feeds.OPPORTUNITIES);
        Map<String, Version> deals = standing(journey, Feeds.DEALS);
        Map<String, Version> leads = standing(journey, Feeds.LEADS);
        Map<String, Unit> leadUnits = leads(journey, leads, visitors);
        Map<String, Unit> opportunityUnits = opportunities(opportunities, leads, leadUnits);
        Map<String, Unit> meetingUnits = meetings(journey, opportunities, opportunityUnits);
        Map<String, Unit> dealUnits = deals(deals, meetingUnits);
        count(leads.values());
        count(opportunities.values());
        count(deals.values());
        count(standing(journey, Feeds.ACCOUNTS).values());
        Map<String, Unit> renewalUnits = renewals(journey, deals, dealUnits);
        visitors.forEach((id, second) ->
                funnel.enter(Stage.VISITOR, Tokyo.day(second), false, isUpstream(id, leadUnits.values())));
        enter(Stage.LEAD, leadUnits, opportunityUnits.values());
        enter(Stage.OPPORTUNITY, opportunityUnits, meetingUnits.values());
        enter(Stage.MEETING, meetingUnits, dealUnits.values());
        enter(Stage.DEAL, dealUnits, renewalUnits.values());
        enter(Stage.RENEWAL, renewalUnits, List.of());
    }

    /** Counts what became of the records: each is deleted, merged, not counted, or none of these. */
    private void count(Collection<Version> standing) {
        for (Version version : standing) {
            String feed = version.feed().name();
            truth.count(feed);
            boolean canMerge =
                    version.feed().equals(Feeds.LEADS) || version.feed().equals(Feeds.ACCOUNTS);
            if (canMerge && version.value("merged_into_id") != null) {
                truth.count(feed + "_merged");
            } else if (version.isDeleted()) {
                truth.count(feed + "_deleted");
            } else if (isNotCounted(version)) {
                truth.count(feed + "_not_counted");
            }
        }
    }

    private void enter(Stage stage, Map<String, Unit> units, Collection<Unit> next) {
        for (Unit unit : units.values()) {
            funnel.enter(stage, Tokyo.day(unit.second()), unit.upstream().isPresent(), isUpstream(unit.id(), next));
        }
    }

    private static boolean isUpstream(String id, Collection<Unit> next) {
        return next.stream().anyMatch(unit -> unit.upstream().filter(id::equals).isPresent());
    }

    /** First visit by visitor, over the visits that stand; counts who was active in which month too. */
    private Map<String, Long> firstVisits(List<Visit> visits) {
        Map<String, Long> first = new LinkedHashMap<>(4);
        Set<String> active = new HashSet<>(4);
        for (Visit visit : visits) {
            if (visit.deletedDay() <= asOf) {
                truth.count("visits_deleted");
            }
            if (visit.stands(asOf)) {
                first.merge(visit.visitorId(), visit.startedAt(), Math::min);
                LocalDate month = funnel.month(Tokyo.day(visit.startedAt()));
                if (active.add(visit.visitorId() + month)) {
                    funnel.active(month);
                }
            }
        }
        return first;
    }

    private Map<String, Unit> leads(Journey journey, Map<String, Version> leads, Map<String, Long> visitors) {
        Map<String, Set<String>> named = new HashMap<>();
        for (Entity lead : journey.entities(Feeds.LEADS)) {
            for (Version version : lead.versions()) {
                if (version.knownDay() <= asOf && version.text("visitor_id") != null) {
                    named.computeIfAbsent(survivor(version.text("lead_id"), leads), missing -> new HashSet<>())
                            .add(version.text("visitor_id"));
                }
            }
        }
        Map<String, Unit> units = new TreeMap<>();
        leads.forEach((id, lead) -> {
            if (!lead.isDeleted() && lead.value("merged_into_id") == null && !isNotCounted(lead)) {
                Optional<String> upstream = named.getOrDefault(id, Set.of()).stream()
                        .filter(visitors::containsKey)
                        .min(Comparator.comparing((String visitor) -> visitors.get(visitor))
                                .thenComparing(Comparator.naturalOrder()));
                units.put(id, new Unit(id, second(lead, "created_at"), upstream));
            }
        });
        return units;
    }

    private Map<String, Unit> opportunities(
            Map<String, Version> opportunities, Map<String, Version> leads, Map<String, Unit> leadUnits) {
        Map<String, Unit> units = new TreeMap<>();
        opportunities.forEach((id, opportunity) -> {
            if (!opportunity.isDeleted() && isNew(opportunity) && !isNotCounted(opportunity)) {
                Optional<String> lead = Optional.ofNullable(opportunity.text("lead_id"))
                        .map(leadId -> survivor(leadId, leads))
                        .filter(leadUnits::containsKey);
                units.put(id, new Unit(id, second(opportunity, "created_at"), lead));
            }
        });
        return units;
    }

    private Map<String, Unit> meetings(
            Journey journey, Map<String, Version> opportunities, Map<String, Unit> opportunityUnits) {
        Map<String, Long> first = new TreeMap<>();
        opportunities.forEach((id, opportunity) -> {
            if (!opportunity.isDeleted() && opportunity.value("first_meeting_at") != null) {
                first.merge(id, second(opportunity, "first_meeting_at"), Math::min);
            }
        });
        for (Version meeting : standing(journey, Feeds.MEETINGS).values()) {
            boolean isHeld = meeting.value("held_at") != null
                    && !"no_show".equals(meeting.text("outcome"))
                    && !"cancelled".equals(meeting.text("outcome"));
            if (isHeld && !meeting.isDeleted()) {
                first.merge(meeting.text("opportunity_id"), second(meeting, "held_at"), Math::min);
            }
        }
        Map<String, Unit> units = new TreeMap<>();
        first.forEach((id, second) -> {
            Version opportunity = opportunities.get(id);
            if (opportunity == null || (isNew(opportunity) && !isNotCounted(opportunity))) {
                units.put(id, new Unit(id, second, Optional.of(id).filter(opportunityUnits::containsKey)));
            }
        });
        return units;
    }

    private Map<String, Unit> deals(Map<String, Version> deals, Map<String, Unit> meetings) {
        Map<String, Unit> units = new TreeMap<>();
        deals.forEach((id, deal) -> {
            if (!deal.isDeleted() && isNew(deal)) {
                Optional<String> meeting =
                        Optional.ofNullable(deal.text("opportunity_id")).filter(meetings::containsKey);
                Unit unit = new Unit(id, second(deal, "signed_at"), meeting);
                units.put(id, unit);
                funnel.revenue(Tokyo.day(unit.second()), amountBase(deal, Tokyo.date(unit.second())));
            }
        });
        return units;
    }

    private Map<String, Unit> renewals(Journey journey, Map<String, Version> deals, Map<String, Unit> dealUnits) {
        Map<String, Version> firstOfDeal = new TreeMap<>();
        Comparator<Version> byDueDate = Comparator.comparing((Version renewal) -> (LocalDate) renewal.value("due_date"))
                .thenComparing(renewal -> renewal.text("renewal_id"));
        for (Version renewal : standing(journey, Feeds.RENEWALS).values()) {
            Version deal = deals.get(renewal.text("deal_id"));
            if (!renewal.isDeleted() && (deal == null || isNew(deal))) {
                firstOfDeal.merge(
                        renewal.text("deal_id"),
                        renewal,
                        (one, other) -> byDueDate.compare(one, other) <= 0 ? one : other);
            }
        }
        Map<String, Unit> units = new TreeMap<>();
        firstOfDeal.forEach((dealId, renewal) -> {
            long due = ((LocalDate) renewal.value("due_date")).toEpochDay();
            if (due <= asOf) {
                funnel.due(due);
                boolean isDecided =
                        renewal.value("decided_at") != null && Tokyo.day(second(renewal, "decided_at")) <= asOf;
                if (isDecided && "renewed".equals(renewal.text("outcome"))) {
                    String id = renewal.text("renewal_id");
                    units.put(
                            id,
                            new Unit(id, Tokyo.start(due), Optional.of(dealId).filter(dealUnits::containsKey)));
                }
            }
        });
        return units;
    }

    private Optional<BigDecimal> amountBase(Version deal, LocalDate day) {
        BigDecimal amount = (BigDecimal) deal.value("amount");
        return rates.rate(deal.text("currency"), day, asOf)
                .map(rate -> amount.multiply(rate).setScale(2, RoundingMode.HALF_UP));
    }

    /** The newest landed version of each record, by its id. */
    private Map<String, Version> standing(Journey journey, Feed feed) {
        Map<String, Version> standing = new TreeMap<>();
        for (Entity entity : journey.entities(feed)) {
            for (Version version : entity.versions()) {
                if (version.knownDay() <= asOf) {
                    standing.merge(
                            (String) version.values()[0],
                            version,
                            (one, other) -> other.updatedAt() >= one.updatedAt() ? other : one);
                }
            }
        }
        return standing;
    }

    private static String survivor(String leadId, Map<String, Version> leads) {
        List<String> path = new ArrayList<>(List.of(leadId));
        String id = leadId;
        while (leads.containsKey(id) && leads.get(id).text("merged_into_id") != null) {
            id = leads.get(id).text("merged_into_id");
            if (path.contains(id)) {
                throw new IllegalStateException("Leads " + path + " are merged in a circle");
            }
            path.add(id);
        }
        return id;
    }

    private static boolean isNew(Version version) {
        return version.value("kind") == null || version.text("kind").equals("new");
    }

    private boolean isNotCounted(Version version) {
        if (version.feed().equals(Feeds.LEADS)) {
            String status = version.text("status");
            boolean isOut =
                    "disqualified".equals(status) || (status == null && version.value("disqualified_at") != null);
            return isOut && hasReason(version, "disqualified_reason");
        }
        if (!version.feed().equals(Feeds.OPPORTUNITIES)) {
            return false;
        }
        boolean isLost = "lost".equals(version.text("stage")) && hasReason(version, "lost_reason");
        boolean isRejected = version.value("rejected_at") != null && hasReason(version, "rejected_reason");
        return isLost || isRejected;
    }

    private static boolean hasReason(Version version, String column) {
        return version.value(column) != null && NOT_COUNTED.contains(version.text(column));
    }

    private static long second(Version version, String column) {
        return ((Instant) version.value(column)).getEpochSecond();
    }
}
