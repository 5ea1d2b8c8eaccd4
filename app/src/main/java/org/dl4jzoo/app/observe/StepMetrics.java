package org.dl4jzoo.app.observe;

/**
 * What a step of the training came to.
 *
 * @param epoch that it is in, counted from 1
 * @param epochs of the whole training, where nothing ends it before
 * @param batch of the epoch up to which it went, counted from 1
 * @param batches of an epoch
 * @param step its number in the training, counted from 1
 * @param loss mean cross-entropy of its images, against the targets trained on
 * @param accuracy share of its images that were right before the update
 * @param learningRate that it took
 * @param imagesPerSecond of the epoch so far
 */
public record StepMetrics(
    int epoch,
    int epochs,
    int batch,
    int batches,
    int step,
    double loss,
    double accuracy,
    double learningRate,
    double imagesPerSecond) {}
