package dev.themodel.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * The people who come to the site, one after the other, and how far each goes. Drawn in blocks that yield one deal
 * each, so the proportions are those of the plan; within a block those with a better origin go on more often.
 */
final class Prospects {

    /**
     * One person.
     *
     * @param number from 0, in the order they come
     * @param origin where the first visit comes from
     * @param depth how far the person goes
     */
    record Prospect(long number, Origin origin, Depth depth) {}

    private final Company company;
    private final long seed;
    private List<Prospect> block = List.of();
    private int position;
    private long blocks;

    Prospects(Company company, long seed) {
        this.company = company;
        this.seed = seed;
    }

    Prospect next() {
        if (position == block.size()) {
            block = draw();
            position = 0;
        }
        return block.get(position++);
    }

    private List<Prospect> draw() {
        Draws draws = Draws.of(seed, 0xB10C, blocks);
        int size = company.visitorsPerDeal();
        Origin[] origins = new Origin[size];
        List<Integer> everyone = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            origins[index] = Origin.draw(draws);
            everyone.add(index);
        }
        Depth[] depths = new Depth[size];
        List<Integer> leads = oneOfEach(draws, everyone, company.visitorsPerLead(), origins);
        List<Integer> opportunities = oneOfEach(draws, leads, company.leadsPerOpportunity(), origins);
        List<Integer> meetings = oneOfEach(draws, opportunities, company.opportunitiesPerMeeting(), origins);
        List<Integer> deals = oneOfEach(draws, meetings, company.meetingsPerDeal(), origins);
        leads.forEach(index -> depths[index] = furtherLead(draws));
        opportunities.forEach(index -> depths[index] = Depth.OPPORTUNITY);
        meetings.forEach(index -> depths[index] = Depth.MEETING);
        deals.forEach(index -> depths[index] = Depth.DEAL);
        List<Prospect> prospects = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            Depth depth = depths[index] == null ? furtherVisitor(draws) : depths[index];
            prospects.add(new Prospect(blocks * size + index, origins[index], depth));
        }
        blocks++;
        return prospects;
    }

    /** Of each run of {@code group} candidates one, the likelier the better its origin. */
    private static List<Integer> oneOfEach(Draws draws, List<Integer> candidates, int group, Origin[] origins) {
        List<Integer> chosen = new ArrayList<>();
        double[] weights = new double[group];
        for (int start = 0; start + group <= candidates.size(); start += group) {
            for (int index = 0; index < group; index++) {
                weights[index] = origins[candidates.get(start + index)].quality();
            }
            chosen.add(candidates.get(start + draws.weighted(weights)));
        }
        return chosen;
    }

    /** Beside the leads that count there are some that will not. */
    private static Depth furtherVisitor(Draws draws) {
        double share = draws.share();
        return share < 0.004 ? Depth.NOT_COUNTED_LEAD : share < 0.005 ? Depth.DELETED_LEAD : Depth.VISITOR;
    }

    private static Depth furtherLead(Draws draws) {
        double share = draws.share();
        return share < 0.006 ? Depth.NOT_COUNTED_OPPORTUNITY : share < 0.010 ? Depth.DELETED_OPPORTUNITY : Depth.LEAD;
    }
}
