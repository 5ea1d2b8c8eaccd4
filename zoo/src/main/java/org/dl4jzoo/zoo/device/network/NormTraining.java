package org.dl4jzoo.zoo.device.network;

/**
 * How batch norm is trained.
 *
 * @param fixed whether it normalises by its running statistics, which then stay, instead of those
 *     of the batch
 * @param decay what stays of a running statistic in a step
 */
public record NormTraining(boolean fixed, double decay) {}
