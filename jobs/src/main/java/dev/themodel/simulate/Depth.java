package dev.themodel.simulate;

/** How far a person who visits the site goes. */
enum Depth {
    /** Leaves without a name. */
    VISITOR,
    /** A lead that is spam, a test or a duplicate: no unit once that is known. */
    NOT_COUNTED_LEAD,
    /** A lead that is deleted later. */
    DELETED_LEAD,
    LEAD,
    /** A lead whose opportunity turns out to be a duplicate, a test or spam. */
    NOT_COUNTED_OPPORTUNITY,
    /** A lead whose opportunity is deleted later. */
    DELETED_OPPORTUNITY,
    OPPORTUNITY,
    MEETING,
    DEAL;

    boolean isLead() {
        return this != VISITOR;
    }

    boolean hasOpportunity() {
        return ordinal() >= NOT_COUNTED_OPPORTUNITY.ordinal();
    }

    boolean hasMeeting() {
        return ordinal() >= MEETING.ordinal();
    }
}
