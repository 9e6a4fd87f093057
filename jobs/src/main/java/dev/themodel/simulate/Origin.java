package dev.themodel.simulate;

import java.util.List;

/**
 * Where visits come from.
 *
 * @param source null for a direct visit
 * @param medium null for a direct visit
 * @param campaign kind of the campaign behind it, null where there is none
 * @param referrer the linking address, null where there is none
 * @param weight share of the visitors, relative to the others
 * @param quality how readily its visitors become leads and go on, 1 is usual
 */
record Origin(String source, String medium, CampaignKind campaign, String referrer, double weight, double quality) {

    static final List<Origin> ALL = List.of(
            new Origin("google", "organic", null, "https://www.google.co.jp/", 30, 1.0),
            new Origin("google", "cpc", CampaignKind.SEARCH, "https://www.google.co.jp/", 14, 1.4),
            new Origin(null, null, null, null, 17, 0.8),
            new Origin("yahoo", "organic", null, "https://search.yahoo.co.jp/", 9, 0.9),
            new Origin("facebook", "paid_social", CampaignKind.SOCIAL, "https://www.facebook.com/", 8, 0.6),
            new Origin("twitter", "social", null, "https://t.co/", 5, 0.4),
            new Origin("newsletter", "email", CampaignKind.NEWSLETTER, null, 5, 1.6),
            new Origin("itreview.jp", "referral", null, "https://www.itreview.jp/", 4, 1.3),
            new Origin("youtube", "cpc", CampaignKind.VIDEO, "https://www.youtube.com/", 3, 0.5),
            new Origin("gdn", "display", CampaignKind.DISPLAY, null, 3, 0.2),
            new Origin("webinar", "webinar", CampaignKind.WEBINAR, null, 1.2, 2.6),
            new Origin("expo", "event", CampaignKind.EVENT, null, 0.5, 3.0),
            new Origin("nippon-partner", "partner", null, null, 0.3, 2.4));

    private static final double[] WEIGHTS =
            ALL.stream().mapToDouble(Origin::weight).toArray();

    static Origin draw(Draws draws) {
        return ALL.get(draws.weighted(WEIGHTS));
    }
}
