# -*- coding: utf-8 -*-
"""一件ごとの結果を result.csv に残すキーワード。

項目は item（受付番号）, outcome（DONE・REJECTED・NOT_REACHED）, reason。
前の実行で登録済みの申請は、この実行の成果ではないため数えない。
"""
from __future__ import unicode_literals

import io
import os

from robot.api import logger
from robot.api.deco import keyword


class ResultList(object):
    ROBOT_LIBRARY_SCOPE = 'SUITE'

    def __init__(self, folder):
        self._path = os.path.join(folder, 'result.csv')
        self._open = []
        self._counts = {'DONE': 0, 'REJECTED': 0, 'NOT_REACHED': 0}
        self._before = 0

    @keyword('処理する申請を控える')
    def note(self, applications):
        self._open = list(applications)
        with io.open(self._path, 'w', encoding='utf-8', newline='') as target:
            target.write('item,outcome,reason\r\n')

    @keyword('登録できたことを記録する')
    def done(self, application, sequence):
        self._write(application, 'DONE', '')

    @keyword('差し戻す')
    def rejected(self, application, reason):
        self._write(application, 'REJECTED', reason)

    @keyword('登録済みとして控える')
    def registered_before(self, application):
        self._open.remove(application)
        self._before += 1

    @keyword('未処理の申請を記録する')
    def not_reached(self):
        for application in list(self._open):
            self._write(application, 'NOT_REACHED', '作業が途中で終わりました')

    @keyword('結果を報告する')
    def report(self):
        logger.info('登録 %d 件、処理不可 %d 件、登録済み %d 件'
                    % (self._counts['DONE'], self._counts['REJECTED'], self._before), also_console=True)

    def _write(self, application, outcome, reason):
        line = ','.join(quoted(text) for text in (application.item(), outcome, reason))
        with io.open(self._path, 'a', encoding='utf-8', newline='') as target:
            target.write(line + '\r\n')
        self._counts[outcome] += 1
        self._open.remove(application)


def quoted(text):
    if any(char in text for char in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
