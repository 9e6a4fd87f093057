package dev.themodel.config;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * One line of {@code channels.csv}: all four conditions must hold.
 *
 * @param channel what a touch is called where they do
 * @param sourceCategory the category the source is of; empty for any source
 * @param source matches the whole source
 * @param medium matches the whole medium
 * @param campaign matches the whole campaign
 */
record ChannelRule(String channel, String sourceCategory, Pattern source, Pattern medium, Pattern campaign)
        implements Serializable {

    /** A missing value is the empty text. */
    boolean matches(String ofSource, String categoryOfSource, String ofMedium, String ofCampaign) {
        return (sourceCategory.isEmpty() || sourceCategory.equals(categoryOfSource))
                && medium.matcher(ofMedium).matches()
                && source.matcher(ofSource).matches()
                && campaign.matcher(ofCampaign).matches();
    }

    @Override
    public String toString() {
        return String.join("\t", channel, sourceCategory, source.pattern(), medium.pattern(), campaign.pattern());
    }
}
