/**
 * The numbers that a trained network computes with: what there is, and weights whose network
 * computes with others than float32. Nothing here knows a command's flags.
 */
package org.dl4jzoo.app.precision;
