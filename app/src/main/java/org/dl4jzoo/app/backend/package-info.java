/**
 * What computes: the choice between CPU and CUDA, and of the native CPU binary. It is made before
 * ND4J is first touched, because ND4J chooses once, silently, and falls back without a word.
 */
package org.dl4jzoo.app.backend;
