/**
 * Image folders as training data: reading, checking, splitting, resizing, augmenting and batching.
 * Nothing here knows a network or a command.
 */
package org.dl4jzoo.data;
