/**
 * Trained networks over images: compiled where oneDNN computes them, with or without ND4J, else as
 * Deeplearning4j's graph. Nothing here trains.
 */
package org.dl4jzoo.zoo.inference;
