package org.dl4jzoo.zoo.device.trial;

import java.util.Locale;
import org.dl4jzoo.zoo.device.Elementwise;
import org.dl4jzoo.zoo.device.trial.Twins.Side;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/** PyTorch's activations, concatenations, dropout, softmax and cross-entropy, and narrow types. */
final class TorchElementwise {

  private static final double DROPPED = 0.3;

  /** Five standard deviations of the share that is dropped of 4096. */
  private static final double DROPPED_SPREAD = 0.036;

  private static final int LAYER = 3;

  private final TorchFolder folder;
  private final Twins twins;

  TorchElementwise(TorchFolder folder) {
    this.folder = folder;
    this.twins = folder.twins();
  }

  /** Compares all. */
  void run() {
    activation("activation-identity", Activation.IDENTITY);
    activation("activation-relu", Activation.RELU);
    activation("activation-relu6", Activation.RELU6);
    activation("activation-relu6-fours", Activation.RELU6);
    concatenation("concatenation");
    concatenation("concatenation-fours");
    crossEntropy("cross-entropy");
    dropout("dropout");
    if (twins.maps().isNarrow()) {
      narrow("narrow");
    }
  }

  private void activation(String name, Activation activation) {
    try (TorchCase torch = folder.open(name)) {
      int rows = Math.toIntExact(torch.shape("x").get(0));
      int channels = Math.toIntExact(torch.shape("x").get(1));
      Twin x = torch.map("x");
      Twin bias = torch.array("bias");
      Twin term = torch.map("term");
      Twin y = torch.resultMap("y");
      Twin dy = torch.map("dy");
      Twin dx = torch.resultMap("dx");
      Twin dbias = torch.result("dbias");
      twins.call(
          s ->
              s.device()
                  .elementwise()
                  .activate(rows, channels, s.at(x), s.at(bias), s.at(term), activation, s.at(y)));
      torch.compare("y", y, 1);
      torch.compareAdding(
          "dx",
          dx,
          (s, add) -> {
            Elementwise elementwise = s.device().elementwise();
            elementwise.activateBack(x.values(), activation, s.at(y), s.at(dy), s.at(dx), add);
            if (!add) {
              elementwise.sumRows(rows, channels, s.at(dx), s.at(dbias));
            }
          });
      torch.compare("dbias", dbias, 1);
    }
  }

  private void concatenation(String name) {
    try (TorchCase torch = folder.open(name)) {
      FeatureMap whole = torch.mapShape("y");
      long rows = whole.length() / whole.channels();
      int width = (int) whole.channels();
      int first = (int) torch.mapShape("a").channels();
      int second = (int) torch.mapShape("b").channels();
      long offset = (long) first * twins.maps().bytes();
      Twin a = torch.map("a");
      Twin b = torch.map("b");
      Twin y = torch.resultMap("y");
      twins.call(
          s -> {
            Elementwise elementwise = s.device().elementwise();
            elementwise.copy(rows, first, s.at(a), first, s.at(y), width, false);
            elementwise.copy(rows, second, s.at(b), second, s.at(y) + offset, width, false);
          });
      torch.compare("y", y, 1);
      concatenationBack(torch, rows, width, first, second);
    }
  }

  private void concatenationBack(TorchCase torch, long rows, int width, int first, int second) {
    long offset = (long) first * twins.maps().bytes();
    Twin dy = torch.map("dy");
    Twin da = torch.resultMap("da");
    Twin db = torch.resultMap("db");
    torch.compareAdding(
        "da",
        da,
        (s, add) ->
            s.device().elementwise().copy(rows, first, s.at(dy), width, s.at(da), first, add));
    torch.compareAdding(
        "db",
        db,
        (s, add) ->
            s.device()
                .elementwise()
                .copy(rows, second, s.at(dy) + offset, width, s.at(db), second, add));
  }

  private void crossEntropy(String name) {
    try (TorchCase torch = folder.open(name)) {
      int rows = Math.toIntExact(torch.shape("x").get(0));
      int classes = Math.toIntExact(torch.shape("x").get(1));
      Twin logits = torch.map("x");
      Twin targets = torch.array("targets");
      Twin y = torch.result("y");
      Twin dx = torch.resultMap("dx");
      twins.call(
          s -> {
            Elementwise elementwise = s.device().elementwise();
            elementwise.softmax(rows, classes, s.at(logits), s.at(y));
            elementwise.crossEntropyBack(
                rows, classes, s.at(logits), s.at(targets), 1.0 / rows, s.at(dx));
          });
      torch.compare("y", y, 1);
      torch.compare("dx", dx, 1);
    }
  }

  /** Each device drops others than PyTorch does; what it keeps must be the same. */
  private void dropout(String name) {
    try (TorchCase torch = folder.open(name)) {
      Twin seed = twins.array(2);
      Twin x = torch.map("x");
      Twin y = torch.resultMap("y");
      Twin dy = torch.map("dy");
      Twin dx = torch.resultMap("dx");
      twins.call(
          s -> {
            drop(s, seed, x, y);
            drop(s, seed, dy, dx);
          });
      float[] kept = twins.values(y);
      int dropped = 0;
      float[] values = torch.values("y");
      float[] gradients = torch.values("dx");
      for (int i = 0; i < kept.length; i++) {
        if (kept[i] == 0) {
          dropped++;
          values[i] = 0;
          gradients[i] = 0;
        }
      }
      torch.compare("y", y, values);
      torch.compare("dx", dx, gradients);
      boolean asMany = Math.abs((double) dropped / kept.length - DROPPED) < DROPPED_SPREAD;
      torch.note("share of dropped values", asMany ? 0 : Double.NaN);
    }
  }

  private static void drop(Side side, Twin seed, Twin x, Twin y) {
    side.device()
        .elementwise()
        .drop(x.values(), DROPPED, side.at(seed), LAYER, 0, side.at(x), side.at(y), false);
  }

  /** Rounding is exact: all other bounds allow more. */
  private void narrow(String name) {
    try (TorchCase torch = folder.exact().open(name)) {
      Twin x = torch.array("x");
      Twin map = torch.resultMap("x");
      Twin wide = torch.result("x");
      twins.call(
          s -> {
            s.device().elementwise().narrow(x.values(), s.at(x), s.at(map));
            s.device().elementwise().widen(x.values(), s.at(map), s.at(wide));
          });
      torch.compare(twins.maps().name().toLowerCase(Locale.ROOT), wide, 1);
    }
  }
}
