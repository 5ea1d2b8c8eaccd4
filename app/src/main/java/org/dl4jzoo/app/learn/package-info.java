/**
 * What turns batches into updates of a network's parameters: Deeplearning4j's graph, or what else
 * computes the same and brings the parameters back.
 */
package org.dl4jzoo.app.learn;
