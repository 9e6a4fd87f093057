package dev.themodel.config;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the channel of a touch from its source, medium and campaign: the first rule that matches names it, else it is
 * {@link #OTHER}. Source, medium and campaign compare without case. Serializable, to be used inside Spark functions.
 */
public final class ChannelRules implements Serializable {

    /** A touch without source, medium and campaign. */
    public static final String DIRECT = "direct";
    /** A touch that no rule matches. */
    public static final String OTHER = "other";

    static final ChannelRules NONE = new ChannelRules(List.of(), Map.of());

    /** Bounds the memory that remembered touches take; a company has some hundreds of them. */
    private static final int REMEMBERED = 10_000;

    private final ArrayList<ChannelRule> rules;
    private final TreeMap<String, String> categories;
    /** Matching takes microseconds a row, and millions of rows share few touches. */
    private transient Map<Touch, String> known = new ConcurrentHashMap<>();

    private record Touch(String source, String medium, String campaign) {}

    /**
     * @param rules in their order
     * @param categories from sources in lower case to what kind of site they are
     */
    ChannelRules(List<ChannelRule> rules, Map<String, String> categories) {
        this.rules = new ArrayList<>(rules);
        this.categories = new TreeMap<>(categories);
    }

    /**
     * The channel of a touch. Null and blank texts mean that the touch does not name it.
     *
     * @param campaign the campaign's name, else its id
     * @return {@link #DIRECT} where it names none of the three; {@link #OTHER} where it names a campaign alone
     */
    public String channel(String source, String medium, String campaign) {
        String ofSource = normal(source);
        String ofMedium = normal(medium);
        String ofCampaign = normal(campaign);
        if (ofSource.isEmpty() && ofMedium.isEmpty()) {
            return ofCampaign.isEmpty() ? DIRECT : OTHER;
        }
        Touch touch = new Touch(ofSource, ofMedium, ofCampaign);
        String before = known.get(touch);
        if (before != null) {
            return before;
        }
        String channel = firstMatch(touch);
        if (known.size() < REMEMBERED) {
            known.put(touch, channel);
        }
        return channel;
    }

    private String firstMatch(Touch touch) {
        String category = category(touch.source());
        return rules.stream()
                .filter(rule -> rule.matches(touch.source(), category, touch.medium(), touch.campaign()))
                .map(ChannelRule::channel)
                .findFirst()
                .orElse(OTHER);
    }

    /** The same, where the campaign's record may have a channel of its own, which wins. */
    public String channel(Optional<String> campaignsOwnChannel, String source, String medium, String campaign) {
        return campaignsOwnChannel
                .map(String::strip)
                .filter(own -> !own.isEmpty())
                .orElseGet(() -> channel(source, medium, campaign));
    }

    /** Every channel that the rules can name, in their order, {@link #OTHER} last. */
    public List<String> channels() {
        Set<String> names = new LinkedHashSet<>();
        names.add(DIRECT);
        rules.forEach(rule -> names.add(rule.channel()));
        names.remove(OTHER);
        names.add(OTHER);
        return List.copyOf(names);
    }

    /** A text that changes exactly when the rules or the categories do. */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        rules.forEach(rule -> text.append(rule).append('\n'));
        categories.forEach((source, category) ->
                text.append(source).append('\t').append(category).append('\n'));
        return text.toString();
    }

    /** The category of a source, else of the domain it lies in; empty where it has none. */
    private String category(String source) {
        for (String site = source; ; site = site.substring(site.indexOf('.') + 1)) {
            String category = categories.get(site);
            if (category != null) {
                return category;
            }
            if (site.indexOf('.') < 0 || site.indexOf('.') == site.lastIndexOf('.')) {
                return "";
            }
        }
    }

    private static String normal(String value) {
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        known = new ConcurrentHashMap<>();
    }
}
