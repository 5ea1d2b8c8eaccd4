/** Memory outside Java's heap that someone else owns, for libraries that are handed addresses. */
package org.dl4jzoo.zoo.offheap;
