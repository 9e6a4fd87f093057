package dev.themodel.simulate;

/**
 * The company of the plan: what its funnel yields at scale 1. The blocks make the proportions exact: of every 20
 * visitors one becomes a lead, of every 10 leads one an opportunity, of every 4 opportunities one has a meeting, of
 * every 2 meetings one ends in a deal.
 *
 * @param visitorsAMonth new visitors a month
 * @param visitorsPerLead a lead rate of 1 in so many
 * @param leadsPerOpportunity an opportunity rate of 1 in so many
 * @param opportunitiesPerMeeting a meeting rate of 1 in so many
 * @param meetingsPerDeal a deal rate of 1 in so many
 */
record Company(
        int visitorsAMonth,
        int visitorsPerLead,
        int leadsPerOpportunity,
        int opportunitiesPerMeeting,
        int meetingsPerDeal) {

    /** Share of versions that land days after they were made. */
    static final double LATE = 0.03;
    /** Share of rows that come twice. */
    static final double TWICE = 0.003;
    /** Share of renewals that are renewed. */
    static final double RENEWED = 0.82;
    /** Business days from a version to its late drop, at most. */
    static final int DAYS_LATE = 6;

    /** 16,000 visitors, 800 leads, 80 opportunities, 20 meetings, 10 deals a month. */
    static Company ofThePlan() {
        return new Company(16_000, 20, 10, 4, 2);
    }

    /** Visitors that yield one deal. */
    int visitorsPerDeal() {
        return visitorsPerLead * leadsPerOpportunity * opportunitiesPerMeeting * meetingsPerDeal;
    }
}
