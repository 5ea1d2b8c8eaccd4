package org.dl4jzoo.app;

import java.util.List;

/**
 * A flag of {@code zoo train} that is a setting of the training. What each is for and what it is by
 * default stands here only.
 *
 * @param setting its name, without the dashes
 * @param defaultValue null where the network or the machine decides
 * @param description a sentence for the help
 */
record SettingFlag(String setting, String defaultValue, String description) {

  /** Every setting, in the order of the help. */
  static final List<SettingFlag> ALL =
      List.of(
          flag(
              "model",
              "resnet18",
              "The network; zoo models lists them. auto, of finetune only, takes the one whose "
                  + "frozen features tell the training images' classes apart best."),
          flag(
              "data",
              "sample",
              "Images: sample (drawn flowers), tf_flowers (photos, downloaded once), a folder with "
                  + "one sub-folder per class, a folder with such folders called train, val and "
                  + "test, or a list: CSV with the columns path, label and, if it is to be, split."),
          flag("train-data", null, "Instead of --data: folder or list of the training images."),
          flag("val-data", null, "Folder or list of the validation images."),
          flag("test-data", null, "Folder or list of the test images."),
          flag(
              "class-map",
              null,
              "File with names for classes whose folders are called otherwise: a line each, "
                  + "folder first, or JSON."),
          flag(
              "split",
              null,
              "Shares of training, validation and test, of images that aren't split already. "
                  + "Default: 0.8,0.1,0.1; of finetune 0.9,0.1,0."),
          flag(
              "near-duplicates",
              "keep-together",
              "Images that show the same picture: they stay in one part of the split, or are "
                  + "split like any others."),
          flag(
              "folds",
              null,
              "Cross-validation: the images are dealt out to so many parts, a network is trained on "
                  + "all parts but one and tested on that one, for each of them, and a last one on "
                  + "all images. Default: none."),
          flag(
              "fold",
              null,
              "Only the training of --folds that leaves out this part, counted from 1, such as to "
                  + "share them out among machines."),
          flag(
              "weights",
              "none",
              "Weights to start from: none (random), a published name such as imagenet (zoo "
                  + "weights lists them), a file of weights, or a run or one of its checkpoints. "
                  + "With --model auto: imagenet for all published ones that were downloaded, or a "
                  + "folder of files."),
          flag(
              "max-latency",
              null,
              "With --model auto: milliseconds that the network may take for an image alone, as "
                  + "measured here. Default: any."),
          flag(
              "max-size",
              null,
              "With --model auto: megabytes that the network's weights may have, 4 bytes each. "
                  + "Default: any."),
          flag(
              "unfreeze",
              null,
              "Layers trained after the head epochs: all, none, or those from a stage on, such "
                  + "as stage5. Default: all; of finetune those from the stage on whose maps are "
                  + "a sixteenth of the image, with weights of other libraries and networks whose "
                  + "classifier sees the mean of a map."),
          flag(
              "head-epochs",
              "0",
              "Epochs at the beginning that train the classifier alone. auto, which counts as one "
                  + "epoch, fits it by logistic regression to the minimum of its loss, on each image "
                  + "and, unless augment is off, its mirror image; the strength of L2 is chosen by "
                  + "cross-validation. Of the settings of the loss, class-weights holds for it, "
                  + "label-smoothing and mixup don't."),
          flag(
              "head-learning-rate",
              "3e-3",
              "Learning rate of the head epochs, where they are a number."),
          flag(
              "views",
              "4",
              "Versions of each training image in the head epochs, where these are a number: the "
                  + "image itself, its mirror image, and others that --augment draws."),
          flag(
              "norm-statistics",
              "batch",
              "Mean and variance that batch norm uses in training: those of the batch, or the "
                  + "weights' own running statistics, which then stay fixed."),
          flag(
              "backend",
              "auto",
              "Device that computes; auto takes a GPU if there is one that can be used."),
          flag(
              "engine",
              null,
              "Implementation of the layers; stock is Deeplearning4j's own. Default: the "
                  + "fastest on the backend."),
          flag(
              "device",
              null,
              "Number of the GPU, of those that CUDA_VISIBLE_DEVICES lets be seen. Default: 0."),
          flag(
              "devices",
              null,
              "Instead of --device: GPUs that share every batch, by their numbers, or all. Each has "
                  + "a replica of the network, and batch norm normalises the images of each by "
                  + "themselves. Default: none."),
          flag(
              "sync-norm",
              "false",
              "With --devices: batch norm takes mean and variance of the whole batch, as one GPU "
                  + "does."),
          flag(
              "memory",
              "normal",
              "Memory that training takes: low computes batch norm, activation and "
                  + "concatenation again in the backward pass, with the same results."),
          flag(
              "precision",
              "float32",
              "Numbers to compute with in training. bf16 is faster only on CPUs with AMX or fast "
                  + "AVX512-BF16, and on GPUs; tf32 and fp16 are for GPUs."),
          flag(
              "fast",
              "false",
              "Lets a GPU take algorithms that add in another order each time, where they are "
                  + "fastest, so that the same training gives other bits in each run, and replays "
                  + "passes that repeat as CUDA graphs."),
          flag(
              "batch-size",
              "32",
              "Images per batch, at most as many as there are to train on; auto takes as many as "
                  + "memory holds, 256 at most. Only where nothing is said it is lowered to the "
                  + "training images."),
          flag(
              "epochs",
              "20",
              "Passes over the training images, after the head epochs. Few images with weights "
                  + "have more, and zoo train takes 30 of the drawn flowers."),
          flag("learning-rate", "1e-3", "Learning rate after the warm-up."),
          flag(
              "optimizer",
              "adam",
              "Rule that turns gradients into weight updates; sgd has Nesterov momentum 0.9."),
          flag(
              "schedule",
              "cosine",
              "Course of the learning rate after the warm-up: constant; cosine, which falls to "
                  + "0 along half a cosine; or step, which divides by 10 after each third of the "
                  + "steps."),
          flag(
              "warmup-epochs",
              "1",
              "Epochs in which the learning rate rises linearly to its value. 0 = off."),
          flag(
              "weight-decay",
              "0",
              "Decay of the weights, but not of biases and batch norm: added to the gradient; "
                  + "with adamw subtracted from the weights directly. 0 = off."),
          flag(
              "clip-norm",
              "0",
              "Norm of all gradients together that a step's gradient is shortened to where it is "
                  + "longer. 0 = off."),
          flag(
              "label-smoothing",
              "0",
              "Share of the target that is spread evenly over all classes. 0 = off."),
          flag(
              "mixup",
              "0",
              "Each image, or its map above frozen layers, is mixed with another; alpha of the Beta "
                  + "distribution of the mixing share. 0 = off."),
          flag(
              "cutmix",
              "0",
              "A rectangle of each image, or of its map above frozen layers, is taken from another "
                  + "one, and the targets are mixed by its area; alpha of the Beta distribution of "
                  + "the share that stays. With --mixup each batch gets one of the two. Not in the "
                  + "head epochs, which see no images. 0 = off."),
          flag(
              "class-weights",
              "none",
              "Weight of an image in the loss: the same for all, or balanced, so that every "
                  + "class counts the same however many images it has."),
          flag("accumulate", "1", "Batches whose gradients are combined into one weight update."),
          flag(
              "ema-decay",
              "0.95",
              "Decay of the moving average of the weights; the average is validated and saved "
                  + "as best. 0 = off."),
          flag(
              "keep",
              null,
              "Which epoch's network becomes best.zip: the best on the validation images, or the "
                  + "last. Default: best, but last with --folds, and of zoo finetune without "
                  + "--patience."),
          flag(
              "patience",
              null,
              "Training stops after this many epochs without a better validation result. "
                  + "Default: never."),
          flag(
              "save-top",
              "0",
              "How many of the best epochs have a checkpoint of their own beside best.zip: "
                  + "top-ACCURACY-epoch-N.zip, which zoo average takes. 0 = off."),
          flag(
              "on-divergence",
              "stop",
              "When the training diverges: stop, or go on from the last good state at half the "
                  + "learning rate, three times at most."),
          flag(
              "backbone-lr-factor",
              "1",
              "Factor on the learning rate of all layers before the classifier."),
          flag(
              "layer-lr-decay",
              "1",
              "Factor on the learning rate from each stage to the one before it, so that layers "
                  + "near the image change least."),
          flag(
              "augment",
              "light",
              "How training images are varied. light and strong: crop, mirror, rotation and colour. "
                  + "The others crop and mirror as torchvision's reference trainings, then jitter "
                  + "changes the colours, trivial makes one change of TrivialAugment Wide, and "
                  + "rand makes two of RandAugment at magnitude 9."),
          flag(
              "erase",
              "0",
              "Probability that a random rectangle of a training image is erased, after "
                  + "augmentation. Not in the head epochs, which see no images. 0 = off."),
          flag("seed", "42", "Seed of the random weights, split, order, augmentation and dropout."),
          flag(
              "image-size",
              null,
              "Height and width of images in pixels. Default: the weights' or the network's own, "
                  + "and zoo train's of the drawn flowers 96."),
          flag(
              "start-size",
              null,
              "Height and width of training images in the first epoch, half of image-size at least; "
                  + "they grow to image-size, which the last third of the epochs has: small images "
                  + "take less time. Default: image-size; zoo train's of the drawn flowers 48."),
          flag("channels", null, "3 for colour, 1 for grey. Default: the network's own."),
          flag(
              "resize",
              null,
              "How an image gets its size: squash ignores its shape, crop cuts its centre out, "
                  + "pad adds black borders. Default: as the weights want it, or squash."),
          flag("cache", "auto", "Where decoded images are kept for the next epoch."),
          flag(
              "dropout",
              null,
              "Probability that dropout zeroes a value before the classifier. Default: the "
                  + "network's own."),
          flag(
              "padding",
              null,
              "Form of the network: torchvision's or Keras's (tf), which differ in padding, "
                  + "epsilon and ResNet's bottleneck. Default: that of the weights, or torch."),
          flag("alpha", null, "Width multiplier of mobilenetv2. Default: 1."),
          flag(
              "blocks",
              null,
              "Blocks per stage of a resnet, such as 2,2,2,2. Default: the network's own."),
          flag("auxiliary-heads", "false", "Trains googlenet's two auxiliary classifiers too."),
          flag(
              "threads",
              String.valueOf(Runtime.getRuntime().availableProcessors()),
              "Threads that read images; OMP_NUM_THREADS sets those that compute."),
          flag("max-steps", null, "Training stops after this many weight updates. Default: never."),
          flag(
              "time-budget",
              null,
              "Time that training and validation are to take, such as 10m or 1h30m: epochs, "
                  + "max-steps and schedule follow from the time of the first steps. An estimate; "
                  + "--resume keeps what it came to."));

  private static SettingFlag flag(String setting, String defaultValue, String description) {
    return new SettingFlag(setting, defaultValue, description);
  }
}
