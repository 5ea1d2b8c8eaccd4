/**
 * Which image is for training, which for validation and which for the test, and the file that says
 * so; also the folds of a cross-validation.
 */
package org.dl4jzoo.data.split;
