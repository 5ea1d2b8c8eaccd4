package org.dl4jzoo.zoo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Several graphs in one JVM, one a thread, beside the same graphs one after the other. */
class ConcurrencyTest {

  private static final int GRAPHS = 3;
  private static final int ROUNDS = 5;

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "resnet18", "mobilenetv2"})
  void graphs_infer_in_threads_what_they_infer_alone(String model) throws Exception {
    List<ComputationGraph> graphs = graphs(model);
    INDArray images = SmallGraphs.batch(model, graphs.get(0)).getFeatures(0);
    INDArray expected = graphs.get(0).outputSingle(images).dup();
    inThreads(
        graphs,
        graph -> {
          for (int round = 0; round < ROUNDS; round++) {
            Bits.assertSame("output", graph.outputSingle(images), expected);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "resnet18", "mobilenetv2"})
  void graphs_train_in_threads_as_they_train_alone(String model) throws Exception {
    List<ComputationGraph> graphs = graphs(model);
    TrainingSettings settings = TrainingSettings.of(Optimizer.ADAM, SmallGraphs.LEARNING_RATE);
    graphs.forEach(graph -> Training.prepare(graph, settings));
    MultiDataSet batch = SmallGraphs.batch(model, graphs.get(0));
    ComputationGraph alone = graphs.remove(0);
    train(alone, batch);
    inThreads(graphs, graph -> train(graph, batch));
    for (ComputationGraph graph : graphs) {
      Bits.assertSame("parameters", graph.params(), alone.params());
    }
  }

  private static List<ComputationGraph> graphs(String model) {
    List<ComputationGraph> graphs = new ArrayList<>();
    for (int i = 0; i < GRAPHS; i++) {
      graphs.add(SmallGraphs.graph(model));
    }
    return graphs;
  }

  private static void train(ComputationGraph graph, MultiDataSet batch) {
    for (int round = 0; round < ROUNDS; round++) {
      graph.fit(batch);
    }
  }

  private interface Task {
    void run(ComputationGraph graph);
  }

  private static void inThreads(List<ComputationGraph> graphs, Task task)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(graphs.size());
    List<Callable<Void>> calls = new ArrayList<>();
    for (ComputationGraph graph : graphs) {
      calls.add(
          () -> {
            task.run(graph);
            return null;
          });
    }
    try {
      for (Future<Void> call : threads.invokeAll(calls)) {
        call.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
