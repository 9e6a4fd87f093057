package dev.themodel.simulate;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kinds of campaign the company runs; of each a new one begins every month. */
enum CampaignKind {
    SEARCH("検索広告", "cpc", null, 30_000),
    SOCIAL("SNS広告", "paid_social", null, 18_000),
    VIDEO("動画広告", "cpc", null, 9_000),
    DISPLAY("ディスプレイ広告", "display", null, 7_000),
    NEWSLETTER("メールマガジン", "email", null, 2_000),
    WEBINAR("ウェビナー", "webinar", "webinar", 6_000),
    EVENT("展示会", "event", "event", 15_000);

    private final String japanese;
    private final String medium;
    private final String channel;
    private final int dailySpend;
    private final Map<LocalDate, String> ids = new ConcurrentHashMap<>();

    CampaignKind(String japanese, String medium, String channel, int dailySpend) {
        this.japanese = japanese;
        this.medium = medium;
        this.channel = channel;
        this.dailySpend = dailySpend;
    }

    /** The id of the campaign that runs on a day. */
    String idOn(LocalDate day) {
        return ids.computeIfAbsent(
                day.withDayOfMonth(1),
                month -> "C-" + code() + "-" + month.toString().substring(0, 7));
    }

    String nameIn(LocalDate month) {
        return japanese + " " + month.getYear() + "年" + month.getMonthValue() + "月";
    }

    String medium() {
        return medium;
    }

    /** The channel the campaign names for itself, null where the rules decide. */
    String channel() {
        return channel;
    }

    /** Yen a day at scale 1. */
    int dailySpend() {
        return dailySpend;
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
