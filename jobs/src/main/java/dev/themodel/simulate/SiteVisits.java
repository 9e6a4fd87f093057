package dev.themodel.simulate;

import dev.themodel.simulate.Prospects.Prospect;

/** The visits of a person: the first on a given day, more in the days after it. */
final class SiteVisits {

    private static final String[] DEVICES = {"desktop", "desktop", "desktop", "mobile", "mobile", "tablet"};

    private final Contents contents;

    SiteVisits(Contents contents) {
        this.contents = contents;
    }

    /**
     * Tells the visits up to the one in which a lead leaves its name.
     *
     * @return the last of them
     */
    Visit tell(Journey journey, Prospect prospect, long day) {
        Draws draws = journey.draws();
        String visitorId = Ids.of("V", journey.number());
        boolean isLead = prospect.depth().isLead();
        int count = isLead ? 1 + draws.weighted(45, 30, 15, 10) : 1 + draws.weighted(78, 15, 7);
        long second = Tokyo.start(day) + timeOfDay(draws);
        Visit last = visit(journey, visitorId, 1, second, prospect.origin(), !isLead && draws.chance(0.003));
        journey.add(last);
        for (int number = 2; number <= count; number++) {
            second = Tokyo.start(Tokyo.day(second) + draws.between(1, isLead ? 6 : 15)) + timeOfDay(draws);
            Origin origin = draws.chance(0.5) ? Origin.ALL.get(2) : Origin.draw(draws);
            last = visit(journey, visitorId, number, second, origin, false);
            journey.add(last);
        }
        return last;
    }

    /** A visit on another device, under another visitor id. */
    Visit onAnotherDevice(Journey journey, long second) {
        String visitorId = Ids.of("V", journey.number()) + "m";
        int number = journey.visits().size() + 1;
        Visit visit = visit(journey, visitorId, number, second, Origin.draw(journey.draws()), false);
        journey.add(visit);
        return visit;
    }

    private Visit visit(Journey journey, String visitorId, int number, long second, Origin origin, boolean isBot) {
        Draws draws = journey.draws();
        long knownDay = journey.landing(second);
        return new Visit(
                Ids.of("S", journey.number()) + "-" + number,
                visitorId,
                second,
                origin,
                origin.campaign() == null ? null : origin.campaign().idOn(Tokyo.date(second)),
                draws.chance(0.7) ? contents.draw(draws) : null,
                draws.pick(DEVICES),
                draws.between(1, 9),
                draws.between(5, 900),
                knownDay,
                isBot ? knownDay + draws.between(1, 4) : Visit.NEVER);
    }

    /** Seconds since midnight: most come by day, a few at night. */
    private static long timeOfDay(Draws draws) {
        int hour = draws.chance(0.85) ? draws.between(8, 20) : draws.between(0, 23);
        return hour * Tokyo.HOUR + draws.below(3_600);
    }
}
