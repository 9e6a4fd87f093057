package dev.themodel.mart;

import dev.themodel.lake.TableWrite;

/**
 * What a run did to one mart.
 *
 * @param write for the ledger
 * @param touch for the marts that read it
 * @param scope which rows were computed
 * @param timing how its periods follow from what is touched
 */
record MartRun(TableWrite write, Touch touch, MartScope scope, TouchedPeriods timing) {}
