/**
 * The mean of the weights of several checkpoints, and how it does beside them on the validation
 * images of their run.
 */
package org.dl4jzoo.app.average;
