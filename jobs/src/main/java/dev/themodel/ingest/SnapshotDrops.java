package dev.themodel.ingest;

import dev.themodel.config.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The drops of one snapshot mapping that a night takes: the files of one dt are one drop, and each drop is the whole
 * table.
 *
 * <p>Drops that are newer than all before and complete end a stage: whatever was there in the stage before and is not in
 * them is deleted. A drop is incomplete, and deletes nothing, where a file of it was refused, where rows could not be taken
 * apart, since nobody knows their keys, or where a file has rows and none fits, since then it may be no table of the
 * feed's. An older drop that comes late ends no stage either.
 *
 * @param source the mapping's name
 * @param earlierFiles ids of the files the mapping brought before this night
 * @param newestBefore the day of the newest drop before this night
 * @param drops by their day, oldest first
 */
record SnapshotDrops(String source, Set<String> earlierFiles, Optional<LocalDate> newestBefore, List<Drop> drops) {

    /** How rows find the drop they came in. */
    static final StructType PLACES = new StructType()
            .add("_order", DataTypes.IntegerType)
            .add("_stage", DataTypes.IntegerType)
            .add("_is_end", DataTypes.BooleanType)
            .add("_is_late", DataTypes.BooleanType);

    /** The ends of stages: when what they lack is deleted. */
    static final StructType ENDS = new StructType()
            .add("_end", DataTypes.IntegerType)
            .add("_start", DataTypes.LongType)
            .add("_file_id", DataTypes.StringType)
            .add("_file_order", DataTypes.IntegerType);

    /** The files of one day. */
    record Drop(LocalDate dt, List<TakenFile> files) {

        boolean isComplete() {
            return files.stream()
                    .allMatch(file -> file.refused().isEmpty()
                            && file.facts().rejected() == 0
                            && (file.rejected() == 0 || file.fitting() > 0));
        }
    }

    SnapshotDrops {
        earlierFiles = Set.copyOf(earlierFiles);
        drops = List.copyOf(drops);
    }

    /** The drops of all snapshot mappings among the files of a feed, refused ones included. */
    static List<SnapshotDrops> of(List<TakenFile> files, LandingIndex index) {
        TreeMap<String, TreeMap<LocalDate, List<TakenFile>>> bySource = new TreeMap<>();
        for (TakenFile file : files) {
            if (file.taking().isSnapshot()) {
                bySource.computeIfAbsent(file.taking().source(), any -> new TreeMap<>())
                        .computeIfAbsent(file.taking().dt(), any -> new ArrayList<>())
                        .add(file);
            }
        }
        List<SnapshotDrops> all = new ArrayList<>();
        bySource.forEach((source, byDay) -> {
            List<Drop> drops = new ArrayList<>();
            byDay.forEach((day, ofDay) -> drops.add(new Drop(day, ofDay)));
            all.add(new SnapshotDrops(source, index.fileIds(source), index.newestDrop(source), drops));
        });
        return all;
    }

    /** The drops that delete nothing though they are newer than all before. */
    List<Drop> incomplete() {
        return drops.stream()
                .filter(drop -> isNewer(drop) && !drop.isComplete())
                .toList();
    }

    Set<Integer> orders() {
        return drops.stream()
                .flatMap(drop -> drop.files().stream())
                .map(file -> file.task().order())
                .collect(Collectors.toSet());
    }

    /** For each file its stage, and whether it belongs to the drop that ended the one before. */
    List<Row> places() {
        List<Row> places = new ArrayList<>();
        int stage = 0;
        for (Drop drop : drops) {
            boolean isEnd = isEnd(drop);
            stage += isEnd ? 1 : 0;
            boolean isLate = newestBefore.filter(drop.dt()::isBefore).isPresent();
            for (TakenFile file : drop.files()) {
                places.add(RowFactory.create(file.task().order(), stage, isEnd, isLate));
            }
        }
        return places;
    }

    /** The ends of this night's stages, counted from 1. */
    List<Row> ends(Settings settings) {
        List<Row> ends = new ArrayList<>();
        for (Drop drop : drops) {
            if (isEnd(drop)) {
                FileTask first = drop.files().get(0).task();
                ends.add(RowFactory.create(ends.size() + 1, start(drop.dt(), settings), first.fileId(), first.order()));
            }
        }
        return ends;
    }

    /** When keys are deleted that only an older drop has brought. */
    Optional<Long> startOfNewestBefore(Settings settings) {
        return newestBefore.map(day -> start(day, settings));
    }

    private boolean isEnd(Drop drop) {
        return isNewer(drop) && drop.isComplete();
    }

    private boolean isNewer(Drop drop) {
        return newestBefore.filter(day -> !drop.dt().isAfter(day)).isEmpty();
    }

    private static long start(LocalDate day, Settings settings) {
        return Values.micros(day.atStartOfDay(settings.timeZone()).toInstant());
    }
}
