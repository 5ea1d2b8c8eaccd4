package org.dl4jzoo.app.report;

/**
 * An epoch of a training. A value that was not measured is NaN and leaves a gap.
 *
 * @param number from 1
 * @param learningRate of its last step
 * @param trainLoss mean cross-entropy of the training batches
 * @param trainTop1 share in [0, 1]
 * @param validationLoss mean cross-entropy of the validation images
 * @param validationTop1 share in [0, 1]
 */
public record Epoch(
    int number,
    double learningRate,
    double trainLoss,
    double trainTop1,
    double validationLoss,
    double validationTop1) {}
