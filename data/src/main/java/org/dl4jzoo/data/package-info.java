/**
 * Image folders as training data, a package a step; here is what all of them share: errors,
 * progress, seeds. Nothing in the module knows a network or a command.
 */
package org.dl4jzoo.data;
