/**
 * Memory outside Java's heap that someone else owns, for libraries that are handed addresses, and
 * numbers there that Java has no type for.
 */
package org.dl4jzoo.zoo.offheap;
