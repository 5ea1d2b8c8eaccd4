/**
 * The networks, one file a paper, and what describes them: their options, sizes and costs. {@link
 * org.dl4jzoo.zoo.net.Net} alone chooses layers; a model file names no layer class, optimiser or
 * file format.
 */
package org.dl4jzoo.zoo.model;
