/**
 * What operations of a network hand to each other, whatever computes them. Plain data, which knows
 * nothing of the rest of the zoo.
 */
package org.dl4jzoo.zoo.program;
