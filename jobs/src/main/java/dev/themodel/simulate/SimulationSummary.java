package dev.themodel.simulate;

/**
 * What a simulation wrote.
 *
 * @param files data files, redelivered and refused ones included
 * @param rows rows in them, rejected ones and duplicates included
 * @param truth the simulator's own books
 * @param truthPath where the books lie below the landing folder
 */
public record SimulationSummary(long files, long rows, Truth truth, String truthPath) {}
