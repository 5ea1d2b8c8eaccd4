/**
 * A network's inference compiled into a flat list of oneDNN primitives: instructions as data, what
 * is simplified in them, layouts, memory, and what runs them. Nothing here knows a network's
 * layers, and nothing uses ND4J.
 */
package org.dl4jzoo.zoo.compiled;
