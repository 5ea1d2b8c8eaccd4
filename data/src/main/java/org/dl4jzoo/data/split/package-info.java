/**
 * Which image is for training, which for validation and which for the test, and the file that says
 * so.
 */
package org.dl4jzoo.data.split;
