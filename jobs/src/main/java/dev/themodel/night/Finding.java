package dev.themodel.night;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing the marts say, for somebody who reads one sentence.
 *
 * @param topic leak, hand_over or feedback
 * @param sentence plain words with the figure
 * @param figures the figures of the sentence by name; empty where there was nothing to tell
 */
public record Finding(String topic, String sentence, Map<String, Object> figures) {

    public Finding {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** The same as JSON's members. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("topic", topic);
        members.put("sentence", sentence);
        members.putAll(figures);
        return members;
    }
}
