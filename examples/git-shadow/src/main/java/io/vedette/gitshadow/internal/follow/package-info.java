/** Notices changes of observed trees and makes commits of them. */
@NullMarked
package io.vedette.gitshadow.internal.follow;

import org.jspecify.annotations.NullMarked;
