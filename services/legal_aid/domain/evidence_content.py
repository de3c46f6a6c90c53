"""Rules of contents: the hash that counts is the one that we compute (LA-70). It must not keep or read a content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.legal_aid.domain.evidence import MEDIA_OF, Evidence, EvidenceDraft, EvidencePart, EvidenceState

MOST_UPLOADED = 64 * 1024 * 1024


def content_sha256(content: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def check_draft(draft: EvidenceDraft, content: bytes) -> tuple[str, int]:
    """The hash and size that count. Raises InvalidFields for what does not fit the kind or the content."""
    faults = tuple(_faults(draft, content))
    if faults:
        raise InvalidFields(faults)
    return (content_sha256(content), len(content)) if content else (draft.sha256, draft.size_bytes)


def check_part(evidence: Evidence, part: int, content: bytes, *, etag: str) -> None:
    """Raise ABORTED ETAG_MISMATCH, RuleViolated ALREADY_STORED, TOO_LARGE_TO_UPLOAD, PART_OUT_OF_ORDER, a mismatch."""
    if etag and etag != evidence.etag:
        message = "该材料已被他人更新，请重新读取后再上传。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": evidence.etag})
    if evidence.state is EvidenceState.STORED:
        raise _refusal("ALREADY_STORED", "该材料内容已完整保存且与登记的哈希一致，不能再上传（LA-70）。")
    if evidence.size_bytes > MOST_UPLOADED:
        raise _refusal(
            "TOO_LARGE_TO_UPLOAD",
            "材料超过可上传的大小（64 MiB，LA-70）。请保留原件并以哈希登记，或者分段登记为多份材料。",
        )
    if part != len(evidence.parts):
        raise RuleViolated(
            "PART_OUT_OF_ORDER",
            "分段次序不符，请按 part_count 所示的下一段继续上传（LA-70）。",
            rules=("LA-70",),
            next_part=str(len(evidence.parts)),
        )
    if evidence.uploaded_bytes + len(content) > evidence.size_bytes:
        raise hash_mismatch()


def with_part(evidence: Evidence, content: bytes) -> Evidence:
    """The evidence with one part more; whether it is the last one, `is_whole` tells."""
    part = EvidencePart(sha256=content_sha256(content), size_bytes=len(content))
    return replace(evidence, parts=(*evidence.parts, part), etag=str(int(evidence.etag) + 1))


def is_whole(evidence: Evidence) -> bool:
    """Whether all bytes are there."""
    return evidence.uploaded_bytes == evidence.size_bytes


def hash_mismatch(*, commits: bool = False) -> Refusal:
    """The content is not the one that was captured."""
    return Refusal(
        Kind.FAILED_PRECONDITION,
        "HASH_MISMATCH",
        "上传内容与登记的哈希或者大小不一致（LA-70），不予保存。请核对原件后从第一段重新上传，或者作为另一份材料登记。",
        metadata={"rules": "LA-70"},
        commits=commits,
    )


def damaged(*, commits: bool = False) -> Refusal:
    """What lies in the file store is not what was put there."""
    return Refusal(
        Kind.FAILED_PRECONDITION,
        "EVIDENCE_DAMAGED",
        "存储的材料内容缺失或者与登记的哈希不一致（LA-70），已报警。请联系管理员从备份恢复。",
        metadata={"rules": "LA-70"},
        commits=commits,
    )


def not_stored() -> RuleViolated:
    """There is no such part to look at."""
    return _refusal("NOT_STORED", "该材料仅登记了哈希、尚未完整上传，或者没有该分段（LA-70）。请先上传或者核对分段号。")


def _refusal(reason: str, message: str) -> RuleViolated:
    return RuleViolated(reason, message, rules=("LA-70",))


def _faults(draft: EvidenceDraft, content: bytes) -> Iterator[Violation]:
    if not draft.media_type.startswith(MEDIA_OF[draft.kind]):
        yield _fault("media_type", "MEDIA_TYPE_MISMATCH", "媒体类型与材料种类不符（LA-70），请核对")
    if not content:
        if not draft.sha256 or not draft.size_bytes:
            field = "size_bytes" if draft.sha256 else "sha256"
            yield _fault(field, "HASH_REQUIRED", "未附内容的，须填写内容的哈希和大小（LA-70），请补充")
        return
    if draft.sha256 and draft.sha256 != content_sha256(content):
        yield _fault("sha256", "HASH_MISMATCH", "所填哈希与所附内容不一致（LA-70），请核对原件后重新登记")
    if draft.size_bytes and draft.size_bytes != len(content):
        yield _fault("size_bytes", "SIZE_MISMATCH", "所填大小与所附内容不一致（LA-70），请核对原件后重新登记")


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"evidence.{field}", reason=reason, description=description)
