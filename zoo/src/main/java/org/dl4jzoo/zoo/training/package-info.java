/**
 * How networks are trained: {@code Training.prepare} puts optimizer, learning rates, execution and
 * memory use into a network, whose steps Deeplearning4j runs. Optimizer and learning rates are
 * saved with it; {@code SavedConfiguration} reads what older builds saved.
 */
package org.dl4jzoo.zoo.training;
