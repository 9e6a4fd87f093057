package dev.themodel.simulate;

import dev.themodel.simulate.Prospects.Prospect;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The company and its market: its people, products, contents and campaigns, and the stories of those who come. */
final class World {

    private final long seed;
    private final long firstDay;
    private final LocalDate historyStart;
    private final Rates rates;
    private final Staff staff;
    private final Products products;
    private final Contents contents;
    private final Campaigns campaigns;
    private final Targets targets;
    private final SiteVisits visits;
    private final LeadStory leads;

    World(SimulationOptions options, LocalDate historyStart, Rates rates) {
        this.seed = options.seed();
        this.firstDay = options.from().toEpochDay();
        this.historyStart = historyStart;
        this.rates = rates;
        this.staff = new Staff(seed, firstDay, historyStart.toEpochDay());
        this.products = new Products(firstDay, historyStart.toEpochDay());
        this.contents = new Contents(firstDay);
        this.campaigns = new Campaigns(seed, options.scale());
        this.targets = new Targets(options.scale());
        this.visits = new SiteVisits(contents);
        FeedbackStory feedback = new FeedbackStory();
        MeetingStory meetings = new MeetingStory(staff);
        RenewalStory renewals = new RenewalStory(staff, feedback);
        DealStory deals = new DealStory(staff, products, meetings, renewals, feedback);
        OpportunityStory opportunities = new OpportunityStory(staff, products, meetings, deals, feedback);
        this.leads = new LeadStory(staff, visits, new ActivityStory(staff, contents), opportunities, feedback);
    }

    /** Everything one person ever does with the company. */
    Journey tell(Prospect prospect, long day) {
        Journey journey = new Journey(seed, prospect.number(), day);
        Visit last = visits.tell(journey, prospect, day);
        if (prospect.depth().isLead()) {
            leads.tell(journey, prospect, last);
        }
        return journey;
    }

    /** The records of no single person that are made on a day. */
    List<Entity> recordsOf(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        List<Entity> records = new ArrayList<>();
        if (day == firstDay) {
            records.addAll(staff.records());
            records.addAll(products.records());
            records.addAll(contents.records());
            for (int ahead = 0; ahead <= Targets.MONTHS_AHEAD; ahead++) {
                records.addAll(targets.of(date.withDayOfMonth(1).plusMonths(ahead)));
            }
        }
        if (date.getDayOfMonth() == 1 || date.equals(historyStart)) {
            LocalDate month = date.withDayOfMonth(1);
            records.add(rates.record(month));
            records.addAll(campaigns.startingIn(month));
            if (day > firstDay) {
                records.addAll(targets.of(month.plusMonths(Targets.MONTHS_AHEAD)));
            }
        }
        if (day >= firstDay) {
            records.addAll(campaigns.spendOn(date));
        }
        return records;
    }
}
