"""Jobs: outcome in the GUI thread, cancelling, and writes in the order they were given."""

from __future__ import annotations

import threading

from app.ui.jobs import InlineJobRunner, JobRunner, Progress


def test_a_job_succeeds_in_the_gui_thread_and_finished_comes_last(qtbot, jobs: JobRunner) -> None:
    heard: list[object] = []
    threads: list[threading.Thread] = []
    job = jobs.start(lambda _progress: threading.current_thread().name)
    job.succeeded.connect(lambda value: (heard.append(value), threads.append(threading.current_thread())))
    with qtbot.waitSignal(job.finished, timeout=5000):
        job.finished.connect(lambda: heard.append("finished"))
    assert str(heard[0]).startswith("job")
    assert heard[1] == "finished"
    assert threads == [threading.main_thread()]


def test_a_failing_job_hands_over_its_error(jobs: JobRunner) -> None:
    heard: list[object] = []

    def work(_progress: Progress) -> None:
        raise ValueError("no")

    jobs.start(work).then(heard.append, heard.append)
    assert jobs.wait_idle(5000)
    assert [type(one) for one in heard] == [ValueError]


def test_a_job_stops_at_its_next_step_when_cancelled(qtbot, jobs: JobRunner) -> None:
    started, may_go_on = threading.Event(), threading.Event()
    reached: list[int] = []

    def work(progress: Progress) -> None:
        started.set()
        may_go_on.wait(5)
        progress.step(1, 2)
        reached.append(1)

    job = jobs.start(work)
    started.wait(5)
    with qtbot.waitSignal(job.cancelled, timeout=5000), qtbot.assertNotEmitted(job.succeeded):
        job.cancel()
        may_go_on.set()
    assert reached == []


def test_progress_reaches_the_job(qtbot, jobs: JobRunner) -> None:
    job = jobs.start(lambda progress: progress.step(3, 3, "tre"))
    with qtbot.waitSignal(job.progressed, timeout=5000) as heard:
        pass
    assert heard.args == [3, 3, "tre"]
    jobs.wait_idle()


def test_writes_keep_their_order_on_one_thread(qtbot, jobs: JobRunner) -> None:
    done: list[tuple[int, str]] = []
    saving: list[bool] = []
    jobs.saving_changed.connect(saving.append)
    for number in range(50):
        jobs.write(lambda number=number: done.append((number, threading.current_thread().name)))
    assert jobs.is_saving
    assert jobs.wait_idle(5000)
    assert [number for number, _name in done] == list(range(50))
    assert len({name for _number, name in done}) == 1
    assert saving == [True, False]


def test_connecting_after_the_start_is_not_too_late(jobs: JobRunner) -> None:
    heard: list[object] = []
    for number in range(200):
        jobs.start(lambda _progress, number=number: number).then(heard.append)
    assert jobs.wait_idle(5000)
    assert sorted(heard) == list(range(200))


def test_waiting_gives_up_when_the_time_is_out(jobs: JobRunner) -> None:
    may_end = threading.Event()
    jobs.start(lambda _progress: may_end.wait(5))
    assert not jobs.wait_idle(20)
    may_end.set()
    assert jobs.wait_idle(5000)


def test_shutting_down_finishes_what_is_being_written(qtbot) -> None:
    runner = JobRunner()
    done: list[int] = []
    for number in range(20):
        runner.write(lambda number=number: done.append(number))
    runner.shut_down()
    assert done == list(range(20))


def test_the_inline_runner_answers_at_once(qtbot) -> None:
    heard: list[object] = []
    runner = InlineJobRunner()
    runner.start(lambda progress: (progress.step(1, 1), 7)[1]).then(heard.append)
    runner.write(lambda: 1 / 0).then(heard.append, lambda error: heard.append(type(error)))
    assert heard == [7, ZeroDivisionError]
