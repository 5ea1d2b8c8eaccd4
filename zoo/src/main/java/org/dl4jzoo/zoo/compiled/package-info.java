/**
 * A network's inference compiled into a flat list of oneDNN primitives: instructions as data with
 * what computes them, what is simplified in them, layouts, memory, and what runs them. Nothing here
 * knows a network's description or layers, and nothing uses ND4J.
 *
 * <p>There are more than 25 classes, as each kind of instruction is one.
 */
package org.dl4jzoo.zoo.compiled;
