package dev.themodel.config;

import dev.themodel.model.Department;
import dev.themodel.model.Stage;

/**
 * What a company calls a stage and who works on it.
 *
 * @param stage the stage
 * @param english its name in English
 * @param japanese its name in Japanese
 * @param producing the department that brings units into the stage
 * @param consuming the department that works with what has entered it
 */
public record StageSettings(Stage stage, String english, String japanese, Department producing, Department consuming) {

    /** The names and departments of The Model as the project ships them. */
    public static StageSettings shipped(Stage stage) {
        return new StageSettings(stage, stage.english(), stage.japanese(), producer(stage), consumer(stage));
    }

    private static Department producer(Stage stage) {
        return switch (stage) {
            case VISITOR, LEAD -> Department.MARKETING;
            case OPPORTUNITY -> Department.INSIDE_SALES;
            case MEETING, DEAL -> Department.FIELD_SALES;
            case RENEWAL -> Department.CUSTOMER_SUCCESS;
        };
    }

    private static Department consumer(Stage stage) {
        return switch (stage) {
            case VISITOR -> Department.MARKETING;
            case LEAD -> Department.INSIDE_SALES;
            case OPPORTUNITY, MEETING -> Department.FIELD_SALES;
            case DEAL, RENEWAL -> Department.CUSTOMER_SUCCESS;
        };
    }
}
