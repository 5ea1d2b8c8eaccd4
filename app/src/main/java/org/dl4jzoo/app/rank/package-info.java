/**
 * Which of the networks whose weights are at hand is to be trained: finds the weights, measures
 * what each network costs, ranks them by a classifier on their frozen features, and takes one.
 */
package org.dl4jzoo.app.rank;
