package dev.themodel;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages depend downwards only, and only the lake speaks to Delta. */
@AnalyzeClasses(packages = "dev.themodel", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule packagesDependDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("cli")
            .definedBy("dev.themodel.cli..")
            .layer("night")
            .definedBy("dev.themodel.night..")
            .layer("ingest")
            .definedBy("dev.themodel.ingest..")
            .layer("star")
            .definedBy("dev.themodel.star..")
            .layer("mart")
            .definedBy("dev.themodel.mart..")
            .layer("simulate")
            .definedBy("dev.themodel.simulate..")
            .layer("plan")
            .definedBy("dev.themodel.plan..")
            .layer("lake")
            .definedBy("dev.themodel.lake..")
            .layer("config")
            .definedBy("dev.themodel.config..")
            .layer("model")
            .definedBy("dev.themodel.model..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("night")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("ingest")
            .mayOnlyBeAccessedByLayers("night", "cli")
            .whereLayer("star")
            .mayOnlyBeAccessedByLayers("night", "cli")
            .whereLayer("mart")
            .mayOnlyBeAccessedByLayers("night", "cli")
            .whereLayer("simulate")
            .mayOnlyBeAccessedByLayers("night", "cli")
            .whereLayer("lake")
            .mayOnlyBeAccessedByLayers("plan", "simulate", "mart", "star", "ingest", "night", "cli")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("lake", "plan", "simulate", "mart", "star", "ingest", "night", "cli");
}
