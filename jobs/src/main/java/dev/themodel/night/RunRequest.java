package dev.themodel.night;

import dev.themodel.config.Settings;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A run of a night or of a part of it.
 *
 * @param command as typed
 * @param part the phases to run
 * @param night the business date; empty where it is as of the last publication
 * @param landing the landing folder
 * @param settings the configuration
 * @param everything whether to make all rows anew instead of those that changed
 */
public record RunRequest(
        String command, Part part, Optional<LocalDate> night, String landing, Settings settings, boolean everything) {}
