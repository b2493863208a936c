from quayside.demo import memory


def test_a_folder_with_room_is_taken(tmp_path):
    assert memory.folder(tmp_path, room=1) == tmp_path


def test_without_room_or_without_the_folder_the_disk_it_is(tmp_path):
    assert memory.folder(tmp_path, room=2**60) is None
    assert memory.folder(tmp_path / "none", room=1) is None


def test_where_no_program_may_run_no_server_is_put(tmp_path, monkeypatch):
    of = memory.os.statvfs(tmp_path)
    barred = memory.os.statvfs_result([*list(of)[:8], memory.os.ST_NOEXEC, of.f_namemax])
    monkeypatch.setattr(memory.os, "statvfs", lambda _place: barred)
    assert memory.folder(tmp_path, room=1) is None
