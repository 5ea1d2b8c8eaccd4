/**
 * Multinomial logistic regression on features that don't change: what a classifier on a frozen
 * network converges to, without epochs, rates or batches. Nothing here knows images or files.
 */
package org.dl4jzoo.app.regression;
