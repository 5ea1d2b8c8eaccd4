package org.dl4jzoo.zoo.device.cuda;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudnn.cudnnConvolutionBwdDataAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionBwdFilterAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionFwdAlgoPerf_t;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.SizeTPointer;

/** The algorithms that cuDNN has for a convolution, of those that may be taken. */
@SuppressWarnings("deprecation") // cuDNN keeps these calls, and its newer ones need C++ to plan.
final class CudnnAlgorithms {

  /**
   * An algorithm of cuDNN.
   *
   * @param number cuDNN's number of it, in its direction
   * @param workspace bytes of memory that it needs
   */
  record Algorithm(int number, long workspace) {}

  /** Algorithms worth trying, of those that cuDNN puts first. */
  private static final int WORTH_TRYING = 3;

  private final CudnnHandle handle;
  private final CudnnShape shape;
  private final Direction direction;
  private final List<Algorithm> found = new ArrayList<>();

  private CudnnAlgorithms(CudnnHandle handle, CudnnShape shape, Direction direction) {
    this.handle = handle;
    this.shape = shape;
    this.direction = direction;
  }

  /**
   * The algorithms that cuDNN expects to be fastest, or those it always had if it knows none; of
   * either, those that do with so much workspace.
   */
  static List<Algorithm> of(
      CudnnHandle handle, CudnnShape shape, Direction direction, long mostWorkspace) {
    CudnnAlgorithms algorithms = new CudnnAlgorithms(handle, shape, direction);
    switch (direction) {
      case FORWARD -> algorithms.findForward();
      case BACK_DATA -> algorithms.findBackData();
      case BACK_WEIGHTS -> algorithms.findBackWeights();
    }
    algorithms.leave(mostWorkspace);
    if (algorithms.found.isEmpty()) {
      algorithms.addOldest();
      algorithms.leave(mostWorkspace);
    }
    return algorithms.found.subList(0, Math.min(WORTH_TRYING, algorithms.found.size()));
  }

  private void leave(long mostWorkspace) {
    found.removeIf(algorithm -> algorithm.workspace() > mostWorkspace);
  }

  private void findForward() {
    int most = cudnn.CUDNN_CONVOLUTION_FWD_ALGO_COUNT;
    int[] count = new int[1];
    try (cudnnConvolutionFwdAlgoPerf_t answers = new cudnnConvolutionFwdAlgoPerf_t(most)) {
      int status =
          cudnn.cudnnGetConvolutionForwardAlgorithm_v7(
              handle.context(),
              shape.x(),
              shape.w(),
              shape.convolution(),
              shape.y(),
              most,
              count,
              answers);
      for (int i = 0; status == cudnn.CUDNN_STATUS_SUCCESS && i < count[0]; i++) {
        cudnnConvolutionFwdAlgoPerf_t answer = answers.position(i);
        add(answer.status(), answer.determinism(), answer.algo());
      }
      answers.position(0);
    }
  }

  private void findBackData() {
    int most = cudnn.CUDNN_CONVOLUTION_BWD_DATA_ALGO_COUNT;
    int[] count = new int[1];
    try (cudnnConvolutionBwdDataAlgoPerf_t answers = new cudnnConvolutionBwdDataAlgoPerf_t(most)) {
      int status =
          cudnn.cudnnGetConvolutionBackwardDataAlgorithm_v7(
              handle.context(),
              shape.w(),
              shape.y(),
              shape.convolution(),
              shape.x(),
              most,
              count,
              answers);
      for (int i = 0; status == cudnn.CUDNN_STATUS_SUCCESS && i < count[0]; i++) {
        cudnnConvolutionBwdDataAlgoPerf_t answer = answers.position(i);
        add(answer.status(), answer.determinism(), answer.algo());
      }
      answers.position(0);
    }
  }

  private void findBackWeights() {
    int most = cudnn.CUDNN_CONVOLUTION_BWD_FILTER_ALGO_COUNT;
    int[] count = new int[1];
    try (cudnnConvolutionBwdFilterAlgoPerf_t answers =
        new cudnnConvolutionBwdFilterAlgoPerf_t(most)) {
      int status =
          cudnn.cudnnGetConvolutionBackwardFilterAlgorithm_v7(
              handle.context(),
              shape.x(),
              shape.y(),
              shape.convolution(),
              shape.w(),
              most,
              count,
              answers);
      for (int i = 0; status == cudnn.CUDNN_STATUS_SUCCESS && i < count[0]; i++) {
        cudnnConvolutionBwdFilterAlgoPerf_t answer = answers.position(i);
        add(answer.status(), answer.determinism(), answer.algo());
      }
      answers.position(0);
    }
  }

  /**
   * cuDNN lists an algorithm for each kind of arithmetic, and tells the memory of that; ours is the
   * shape's.
   */
  private void add(int status, int determinism, int number) {
    boolean listed = found.stream().anyMatch(one -> one.number() == number);
    if (status == cudnn.CUDNN_STATUS_SUCCESS && !listed && handle.takes(determinism)) {
      add(number);
    }
  }

  private void add(int number) {
    try (SizeTPointer bytes = new SizeTPointer(1)) {
      if (workspace(number, bytes) == cudnn.CUDNN_STATUS_SUCCESS) {
        found.add(new Algorithm(number, bytes.get()));
      }
    }
  }

  /** Adds the implicit matrix products, which are deterministic, with the memory they ask for. */
  private void addOldest() {
    add(
        switch (direction) {
          case FORWARD -> cudnn.CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_GEMM;
          case BACK_DATA -> cudnn.CUDNN_CONVOLUTION_BWD_DATA_ALGO_1;
          case BACK_WEIGHTS -> cudnn.CUDNN_CONVOLUTION_BWD_FILTER_ALGO_1;
        });
  }

  private int workspace(int number, SizeTPointer bytes) {
    return switch (direction) {
      case FORWARD ->
          cudnn.cudnnGetConvolutionForwardWorkspaceSize(
              handle.context(),
              shape.x(),
              shape.w(),
              shape.convolution(),
              shape.y(),
              number,
              bytes);
      case BACK_DATA ->
          cudnn.cudnnGetConvolutionBackwardDataWorkspaceSize(
              handle.context(),
              shape.w(),
              shape.y(),
              shape.convolution(),
              shape.x(),
              number,
              bytes);
      case BACK_WEIGHTS ->
          cudnn.cudnnGetConvolutionBackwardFilterWorkspaceSize(
              handle.context(),
              shape.x(),
              shape.y(),
              shape.convolution(),
              shape.w(),
              number,
              bytes);
    };
  }
}
