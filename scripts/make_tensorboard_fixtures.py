#!/usr/bin/env python3
"""Writes an event file as TensorBoard itself does, for the tests of app.tensorboard:

    make_tensorboard_fixtures.py app/src/test/resources/events.tfevents

Needs the Python package tensorboard, whose protocol buffers and record writer are used.
"""
import sys

from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

TIME = 1_700_000_000.25

events = [
    Event(wall_time=TIME, file_version="brain.Event:2"),
    Event(wall_time=TIME, step=7, session_log=SessionLog(status=SessionLog.START)),
    Event(wall_time=TIME, step=7, summary=Summary(value=[
        Summary.Value(tag="step/loss", simple_value=0.5),
        Summary.Value(tag="step/learning-rate", simple_value=1e-3),
    ])),
    Event(wall_time=TIME, step=300, summary=Summary(value=[
        Summary.Value(tag="é", simple_value=float("nan")),
    ])),
]

with open(sys.argv[1], "wb") as file:
    writer = RecordWriter(file)
    for event in events:
        writer.write(event.SerializeToString())
    writer.flush()
